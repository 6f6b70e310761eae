using System.Globalization;
using System.Text;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// Processes that a killed runner or a killed engine left behind: they live on as orphans, and may still push. They carry marks in their environment, which name
/// the volume, the runner and the claim, so that no other's are ended.
/// </summary>
internal static class Strays
{
    private const string RunnerMarker = "REGISTRY_JANITOR_BUILD_RUNNER";
    private const string ClaimMarker = "REGISTRY_JANITOR_BUILD_CLAIM";

    /// <summary>The same command, marked.</summary>
    public static ChildCommand Mark(ChildCommand command, QueueLayout layout, Claim claim) => command with
    {
        Environment = new Dictionary<string, string?>(command.Environment, StringComparer.Ordinal)
        {
            [RunnerMarker] = Of(layout, claim.Runner),
            [ClaimMarker] = Of(layout, claim),
        },
    };

    /// <summary>Kills all of an earlier life of a runner. Gives their number.</summary>
    public static int KillOf(QueueLayout layout, RunnerName runner) => Kill($"{RunnerMarker}={Of(layout, runner)}\0");

    /// <summary>Kills all that were started for a claim, as far as this machine has them. Gives their number.</summary>
    public static int KillOf(QueueLayout layout, Claim claim) => Kill($"{ClaimMarker}={Of(layout, claim)}\0");

    private static string Of(QueueLayout layout, object owner) => $"{layout.Root}:{owner}";

    /// <summary>Until none is left that could have started another.</summary>
    private static int Kill(string mark)
    {
        var wanted = Encoding.UTF8.GetBytes(mark);
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
