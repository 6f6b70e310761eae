using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner;

/// <summary>Whether the loop does its work. A build that fails is its own trouble and no illness of the loop; <c>status</c> and the metrics tell of it.</summary>
internal static class RunnerHealth
{
    // A request may ask for a day, and then the push is read back.
    private static readonly TimeSpan s_longestPass = TimeSpan.FromHours(25);

    /// <summary>Judges what the loop told.</summary>
    public static HealthVerdict Ask(RunnerSettings settings, DateTimeOffset now) =>
        HealthCheck.Judge(new HealthFile(settings.HealthFile).Read(), now, s_longestPass);
}
