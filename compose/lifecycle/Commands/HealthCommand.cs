using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary><c>lifecycle health</c>: how the daemon is, in one line.</summary>
public static class HealthCommand
{
    /// <summary>Runs it.</summary>
    public static ExitCode Run(LifecycleSettings settings, TimeProvider clock, TextWriter output)
    {
        var verdict = HealthCheck.Judge(new HealthFile(settings.HealthFile).Read(), clock.GetUtcNow());
        output.WriteLine(verdict.Sentence);
        return verdict.Healthy ? ExitCode.Success : ExitCode.Failed;
    }
}
