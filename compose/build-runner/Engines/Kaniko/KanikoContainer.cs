using RegistryJanitor.BuildRunner.Engines.Wiping;

namespace RegistryJanitor.BuildRunner.Engines.Kaniko;

/// <summary>The container of kaniko, and what is ours in it.</summary>
public sealed class KanikoContainer
{
    /// <summary>What stays in <c>/kaniko</c>: the executor with its parts, and we with our git. <c>tmp</c> is emptied.</summary>
    private static readonly string[] s_kept =
        ["executor", "warmer", "tini", "build-runner", "runner", "git", ".docker", "ssl", "docker-credential-gcr", "docker-credential-ecr-login", "docker-credential-acr-env", "docker-credential-gitlab"];

    /// <summary>What is ours was like before the first build.</summary>
    internal const string Note = ".own-files";

    private readonly ContainerWipe _wipe;
    private readonly string? _refusal;
    private readonly Func<CancellationToken, Task> _killOthers;
    private readonly MountedFiles _mounted;
    private readonly IReadOnlyList<string> _ours;
    private OwnFiles? _own;

    internal KanikoContainer(ContainerWipe wipe, string? refusal, IReadOnlyList<string> own, Func<CancellationToken, Task> killOthers)
    {
        _wipe = wipe;
        _refusal = refusal;
        _killOthers = killOthers;
        _mounted = wipe.MountedFiles();
        _ours = own;
    }

    /// <summary>kaniko's own directory.</summary>
    public string Directory => _wipe.Kaniko;

    /// <summary>The container that this process is in. From the first cleaning on, nothing of ours in it may change, also when it is stopped and started again.</summary>
    public static KanikoContainer OfThisProcess(KanikoSettings settings, TimeProvider clock)
    {
        var wipe = new ContainerWipe(settings.Root, [.. s_kept, Note], ContainerWipe.OwnMounts);
        var isReal = string.Equals(settings.Root, "/", StringComparison.Ordinal);
        return new KanikoContainer(
            wipe,
            wipe.Refusal(ProcessNamespace.IsOurs),
            [.. s_kept.Select(name => Path.Join(wipe.Kaniko, name)), settings.Executor, .. isReal && Environment.ProcessPath is { } self ? [self] : Array.Empty<string>()],
            cancel => isReal ? ProcessNamespace.KillOthersAsync(clock, cancel) : Task.CompletedTask);
    }

    /// <summary>Kills what an earlier build left running, removes what it left lying, and looks whether it changed what is ours.</summary>
    /// <exception cref="UncleanException">This is no container of kaniko, something stayed, or something of ours was changed.</exception>
    public async Task CleanAsync(CancellationToken cancel)
    {
        if (_refusal is not null)
            throw new UncleanException(_refusal);
        await _killOthers(cancel);
        _wipe.Run();
        _mounted.Restore();
        _own ??= Remember();
        if (_own.Changed() is { Count: > 0 } changed)
            throw new UncleanException($"a build has changed {string.Join(", ", changed)}, so no later build could be trusted; recreate the container (docker compose up --force-recreate), and look who may ask for builds");
    }

    private OwnFiles Remember()
    {
        var note = Path.Join(_wipe.Kaniko, Note);
        try
        {
            return OwnFiles.Remember(_ours, note);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UncleanException($"what is ours could not be noted in {note}: {unwritable.Message}; give {_wipe.Kaniko} to the user of build-runner, and recreate the container");
        }
    }
}
