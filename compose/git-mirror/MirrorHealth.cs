using System.Diagnostics;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror;

/// <summary>
/// Whether the loop does its work: passes come and go, and there is a list. A mirror that fails is its own trouble and no illness of the loop; <c>status</c> and the
/// metrics tell of it.
/// </summary>
internal static class MirrorHealth
{
    /// <summary>Judges what the loop told. A pass may take as long as a new mirror's first fetch.</summary>
    public static HealthVerdict Judge(HealthReading reading, MirrorSettings settings, DateTimeOffset now) =>
        HealthCheck.Judge(reading, now, settings.Limits.FirstFetch + settings.Limits.Command);

    /// <summary><c>git-mirror health</c>.</summary>
    public static HealthVerdict Ask(MirrorSettings settings, DateTimeOffset now)
    {
        var file = new HealthFile(settings.Reports.HealthFile);
        var reading = file.Read();
        return reading is HealthReading.Found { Record.ProcessId: var process } && !Runs(process)
            ? new HealthVerdict(false, $"the git-mirror that wrote {file.Path} (process {process}) has ended")
            : Judge(reading, settings, now);
    }

    private static bool Runs(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
