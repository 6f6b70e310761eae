using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;

namespace RegistryJanitor;

/// <summary>The commands that answer and end. The answer goes to standard output.</summary>
internal static class Commands
{
    /// <summary>A text is the answer.</summary>
    public static ExitCode Say(string text, ExitCode code = ExitCode.Success)
    {
        Console.Out.WriteLine(text);
        return code;
    }

    /// <summary><c>janitor plan</c>.</summary>
    public static ExitCode Plan(Pass pass)
    {
        try
        {
            PlanText.Write(pass.Preview(CancellationToken.None), Console.Out);
            return ExitCode.Success;
        }
        catch (StoreException missing)
        {
            Console.Error.WriteLine($"janitor: {missing.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary><c>janitor health</c>.</summary>
    public static ExitCode Health(string healthFile, TimeProvider clock)
    {
        var verdict = HealthCheck.Judge(new HealthFile(healthFile).Read(), clock.GetUtcNow());
        return Say(verdict.Sentence, verdict.Healthy ? ExitCode.Success : ExitCode.Failed);
    }
}
