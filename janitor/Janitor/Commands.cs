using System.Diagnostics;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;
using RegistryJanitor.Verification;

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

    /// <summary>A sentence on standard error says why there is no answer.</summary>
    public static ExitCode Fail(string sentence)
    {
        Console.Error.WriteLine($"janitor: {sentence}");
        return ExitCode.Failed;
    }

    /// <summary><c>janitor check</c>: the settings are valid, or this is not reached.</summary>
    public static ExitCode Check(JanitorSettings settings)
    {
        RetentionText.Write(settings, Console.Out);
        return ExitCode.Success;
    }

    /// <summary>The console writes every line at once, which takes longer than to make a plan of ten thousands of them.</summary>
    public static StreamWriter BufferedOutput() => new(Console.OpenStandardOutput(), bufferSize: 64 * 1024);

    /// <summary><c>janitor trash</c>.</summary>
    public static ExitCode Trash(JanitorSettings settings, TimeProvider clock)
    {
        var layout = new StorageLayout(settings.DataDirectory);
        var faults = new List<StoreFault>();
        var now = clock.GetUtcNow();
        TrashText.Write([.. EvictedTags.Read(layout, settings.Undo, faults.Add).Where(tag => tag.Target is not null && tag.Until > now)], settings.Undo, Console.Out);
        foreach (var fault in faults)
            Console.Error.WriteLine($"janitor: {fault}");
        return faults.Count == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary><c>janitor verify</c>.</summary>
    public static async Task<ExitCode> VerifyAsync(JanitorSettings settings, VerifyOptions options, TimeProvider clock)
    {
        VerifyReport report;
        try
        {
            var verifier = new StoreVerifier(new StorageLayout(settings.DataDirectory), settings.Parallelism, options.Deep, clock);
            report = await verifier.VerifyAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (StoreException missing)
        {
            await Console.Error.WriteLineAsync($"janitor: {missing.Message}").ConfigureAwait(false);
            return ExitCode.Failed;
        }

        if (options.Json)
            VerifyJson.Write(report, Console.OpenStandardOutput());
        else
            VerifyText.Write(report, Console.Out);
        return report.IsSound ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary><c>janitor health</c>.</summary>
    public static ExitCode Health(string healthFile, TimeProvider clock)
    {
        var reading = new HealthFile(healthFile).Read();
        if (reading is HealthReading.Found { Record.ProcessId: var process } && !Runs(process))
            return Say($"The janitor that wrote {healthFile} (process {process}) has ended.", ExitCode.Failed);
        var verdict = HealthCheck.Judge(reading, clock.GetUtcNow());
        return Say(verdict.Sentence, verdict.Healthy ? ExitCode.Success : ExitCode.Failed);
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
