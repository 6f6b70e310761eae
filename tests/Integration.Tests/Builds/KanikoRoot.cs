using RegistryJanitor.Daemon;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>What a container is for kaniko: a root directory that it may unpack over, with its own mounts and processes, and the volume at the path that it has here.</summary>
internal static class KanikoRoot
{
    /// <summary>Puts the executor into it.</summary>
    public static string Make(Folder folder)
    {
        var root = Directory.CreateDirectory(folder["root"]).FullName;
        Directory.CreateDirectory(Path.Join(root, "kaniko"));
        Directory.CreateDirectory(folder["volume"]);
        File.Copy(Tools.Required("KANIKO_EXECUTOR"), Path.Join(root, "kaniko", "executor"));
        return root;
    }

    /// <summary>Runs commands in it. Nothing in it outlives its first process.</summary>
    public static Func<ChildCommand, ChildCommand> Place(Folder folder)
    {
        var (root, volume) = (folder["root"], folder["volume"]);
        const string script = """
            set -e
            root=$1 volume=$2; shift 2
            mkdir -p "$root/proc" "$root/dev" "$root$volume"
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount --bind "$volume" "$root$volume"
            exec chroot "$root" "$@"
            """;
        return command => new ChildCommand("unshare", ["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script, "sh", root, volume, command.FileName, .. command.Arguments])
        {
            Environment = new Dictionary<string, string?>(command.Environment, StringComparer.Ordinal) { ["HOME"] = "/kaniko", ["TMPDIR"] = "/kaniko/tmp" },
            WorkingDirectory = "/",
            TimeLimit = command.TimeLimit,
        };
    }
}
