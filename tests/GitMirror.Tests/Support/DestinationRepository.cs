namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A real bare repository that takes pushes, and writes down each: its options and its refs.</summary>
internal sealed class DestinationRepository
{
    private readonly string _path;

    public DestinationRepository(string path)
    {
        _path = path;
        Git("init", "--quiet", "--bare", "--initial-branch=main");
        Git("config", "http.receivepack", "true");
        Git("config", "receive.advertisePushOptions", "true");
        Decline("");
    }

    /// <summary>Branches and tags with their objects.</summary>
    public string Refs => Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags");

    /// <summary>A line for each push: its options, then its refs.</summary>
    public string[] Pushes => File.Exists(Path.Join(_path, "pushes")) ? File.ReadAllLines(Path.Join(_path, "pushes")) : [];

    /// <summary>Where HEAD points.</summary>
    public string Head { get => Git("symbolic-ref", "HEAD"); set => Git("symbolic-ref", "HEAD", value); }

    /// <summary>Runs git in it.</summary>
    public string Git(params string[] arguments) => UpstreamRepository.In(_path, arguments);

    /// <summary>What its pre-receive hook does for each ref, in sh, with <c>$old $new $ref</c>; <c>exit 1</c> declines the whole push.</summary>
    public void Decline(string script)
    {
        var hook = Path.Join(_path, "hooks", "pre-receive");
        File.WriteAllText(hook, $"""
            #!/bin/sh
            line="$GIT_PUSH_OPTION_0:"
            verdict=0
            while read -r old new ref; do
              line="$line $ref"
              (
                :
                {script}
              ) || verdict=1
            done
            echo "$line" >>pushes
            exit $verdict
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
