using System.Diagnostics;
using RegistryJanitor.BuildRunner.Builds;
using RegistryJanitor.BuildRunner.Commands;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A runner as a process of its own that can be killed: this assembly, with the product's loop and an engine that is a line of shell.</summary>
internal static class RunnerProcess
{
    /// <summary>Starts one.</summary>
    public static Process Start(string volume, string registry, string runner, string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(RunnerProcess).Assembly.Location, registry, script, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["BUILD_DATA_DIR"] = volume;
        start.Environment["BUILD_RUNNER_NAME"] = runner;
        start.Environment["BUILD_CLAIM_SECS"] = "2";
        start.Environment["BUILD_INTERVAL_SECS"] = "1";
        start.Environment["BUILD_KEEP_RESULTS"] = "1000";
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Where such a process begins.</summary>
    internal static async Task<int> Main(string[] arguments)
    {
        var reader = SettingsReader.FromEnvironment(RunnerSettings.Prefixes);
        var settings = RunnerSettings.Read(reader);
        foreach (var error in reader.Errors())
            await Console.Error.WriteLineAsync(error);
        // No registry is there, and 127.0.0.1:1 answers nobody: one that speaks https is not asked.
        settings = settings with { Registries = new RegistryAccess([], ["registry:5000"]) { AllowUnverified = true } };
        var parts = new RunnerParts(new ScriptEngine(arguments[1], arguments[0]), new FolderContexts(), new FolderVerifier(arguments[0]), RunnerStage.TagsOfTheMirror);
        return (int)await RunCommand.RunAsync(settings, parts, "test", arguments is [_, _, "--once"]);
    }
}
