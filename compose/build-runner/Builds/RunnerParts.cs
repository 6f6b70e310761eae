using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Verification;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>What a build is made with.</summary>
/// <param name="Engine">Builds and pushes.</param>
/// <param name="Contexts">Makes files ready.</param>
/// <param name="Verifier">Reads back what was pushed.</param>
/// <param name="Tags">Chooses the final tags.</param>
public sealed record RunnerParts(IBuildEngine Engine, IContextPreparer Contexts, IPushVerifier Verifier, TagChoice Tags);
