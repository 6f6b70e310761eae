using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Requests;
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
    /// <summary>
    /// Puts them together as the settings say; null: the engine is not in this executable. The one place that names engines, sources and verification.
    /// </summary>
    public static RunnerParts? Of(RunnerSettings settings)
    {
        _ = settings;
        return null;
    }

    /// <summary>Fills templates in and leaves nothing out.</summary>
    public static Task<IReadOnlyList<string>> FillAll(BuildRequest request, PreparedContext context, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([.. request.Tags.Select(tag => TagTemplate.Fill(tag, context.Version, context.Commit))]);
}
