using Microsoft.Extensions.Logging;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Verification;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>What a build is made with.</summary>
/// <param name="Engine">Builds and pushes.</param>
/// <param name="Contexts">Makes files ready.</param>
/// <param name="Verifier">Reads back what was pushed.</param>
/// <param name="Tags">Chooses the final tags.</param>
public sealed record RunnerParts(IBuildEngine Engine, IContextPreparer Contexts, IPushVerifier Verifier, TagChoice Tags)
{
    /// <summary>Puts them together as the settings say. The one place that names engines, sources and verification.</summary>
    /// <param name="settings">How.</param>
    /// <param name="http">For registries; whoever calls keeps it.</param>
    /// <param name="clock">For limits of time.</param>
    /// <param name="log">For what is tried again.</param>
    /// <param name="cancel">Ends the asking of the engine.</param>
    /// <returns>Them, or why the engine cannot be used, in a sentence without its stop.</returns>
    public static async Task<(RunnerParts? Parts, string? Fault)> OfAsync(RunnerSettings settings, HttpClient http, TimeProvider clock, ILogger log, CancellationToken cancel)
    {
        var (engine, fault) = await settings.Engines!.OpenAsync(settings.Layout.Engine(settings.Runner), clock, cancel);
        return engine is null || fault is not null
            ? (null, fault ?? "there is no such engine")
            : (new RunnerParts(engine, new ContextPreparer(settings.Layout.Contexts, settings.MirrorsDirectory, "git", clock), new PushVerifier(http, clock, log), new ForwardOnly(http, settings.Registries).ChooseAsync), null);
    }
}
