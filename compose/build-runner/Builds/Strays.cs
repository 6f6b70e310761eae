using System.Globalization;
using System.Text;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// Processes that a killed runner left behind: its engine lives on as an orphan, and may still push. They carry a mark in their environment, which names volume
/// and runner, so that no other's are ended.
/// </summary>
internal static class Strays
{
    private const string Marker = "REGISTRY_JANITOR_BUILD";

    /// <summary>The same command, marked.</summary>
    public static ChildCommand Mark(ChildCommand command, string mark) => command with
    {
        Environment = new Dictionary<string, string?>(command.Environment, StringComparer.Ordinal) { [Marker] = mark },
    };

    /// <summary>Kills all that carry a mark, until none is left that could have started another. Gives their number.</summary>
    public static int Kill(string mark)
    {
        var wanted = Encoding.UTF8.GetBytes($"{Marker}={mark}\0");
        var killed = new HashSet<int>();
        while (Directory.Exists("/proc") && Marked(wanted).Where(killed.Add).ToList() is { Count: > 0 } found)
        {
            // A failure means that it is gone already, which is what we want.
            foreach (var process in found)
                _ = Libc.Kill(process, Libc.SigKill);
        }

        return killed.Count;
    }

    private static IEnumerable<int> Marked(byte[] mark) => Directory.EnumerateDirectories("/proc")
        .Select(directory => int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 1 && id != Environment.ProcessId && Carries(id, mark));

    private static bool Carries(int process, byte[] mark)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{process}/environ").AsSpan();
            return environment.StartsWith(mark) || environment.IndexOf((byte[])[0, .. mark]) >= 0;
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, or another user's: no engine of ours.
            return false;
        }
    }
}
