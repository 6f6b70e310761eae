namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>
/// A container of kaniko without an engine of containers: the published runner is process 1 of a namespace of processes and of mounts, and "/" is a directory of
/// the test. The machine's root directory is unmounted there before the runner begins, so no wipe can reach it.
/// </summary>
internal sealed class KanikoContainerStage
{
    // Each step must succeed: the runner is only started in the new root directory.
    private const string Enter = """
        set -e
        root=$1 volume=$2 tools=$3; shift 3
        mount --bind "$root" "$root"
        cd "$root"
        mkdir -p proc dev volume busybox .machine
        mount -t proc proc proc
        mount -t tmpfs tmpfs dev
        for device in null zero random urandom; do : >"dev/$device"; mount --bind "/dev/$device" "dev/$device"; done
        mount --bind "$volume" volume
        mount --bind "$tools" busybox
        pivot_root . .machine
        exec /busybox/busybox sh -c 'cd / && umount -l /.machine && rmdir /.machine && exec "$@"' sh "$@"
        """;

    private readonly QueueStage _stage;
    private readonly string _root;

    /// <summary>A new container.</summary>
    /// <param name="stage">The volume.</param>
    /// <param name="executor">Copied to <c>/kaniko/executor</c>.</param>
    /// <param name="name">Of the container.</param>
    public KanikoContainerStage(QueueStage stage, string executor, string name = "container")
    {
        _stage = stage;
        _root = stage.Folder[name];
        Directory.CreateDirectory(InContainer("kaniko"));
        File.Copy(executor, InContainer("kaniko/executor"));
        File.Copy(Tools.BuildRunner, InContainer("kaniko/build-runner"));
        var tools = Directory.CreateDirectory(stage.Folder["tools"]).FullName;
        if (File.Exists(Path.Join(tools, "busybox")))
            return;
        File.Copy(Tools.Busybox, Path.Join(tools, "busybox"));
        foreach (var applet in (string[])["sh", "tr", "cat", "mkdir", "ln", "touch", "mkfifo", "chmod", "setsid", "sleep", "cp", "seq"])
            File.CreateSymbolicLink(Path.Join(tools, applet), "busybox");
    }

    /// <summary>Starts its runner; the container that has ended can be started again, and is the same one.</summary>
    public StartedProgram Start(params string[] arguments) => StartedProgram.Start(
        ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", Enter, "sh", _root, _stage.Layout.Root, _stage.Folder["tools"], "/kaniko/build-runner", .. arguments],
        new Dictionary<string, string>(_stage.Settings, StringComparer.Ordinal)
        {
            ["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/busybox",
            ["BUILD_DATA_DIR"] = "/volume",
            ["BUILD_RUNNER_NAME"] = "container",
            ["HOME"] = "/kaniko",
            ["TMPDIR"] = "/kaniko/tmp",
            ["DOTNET_EnableDiagnostics"] = "0",
        },
        "/");

    /// <summary>Builds until nothing waits.</summary>
    public async Task<ProgramExit> OnceAsync()
    {
        await using var runner = Start("--once");
        return await runner.ExitAsync();
    }

    /// <summary>The runner among the processes of the machine, once it is process 1 of its container.</summary>
    public static int Runner(StartedProgram started) => Processes.Below(started.Id)[0];

    /// <summary>A path in the container, as the machine has it.</summary>
    public string InContainer(string path) => Path.Join(_root, path);

    public string Names(string directory) =>
        string.Join(' ', Directory.EnumerateFileSystemEntries(InContainer(directory)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
}
