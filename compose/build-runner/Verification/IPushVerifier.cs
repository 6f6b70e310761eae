using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.BuildRunner.Verification;

/// <summary>Asks a registry what it has: what an engine says of its own push is not believed.</summary>
public interface IPushVerifier
{
    /// <summary>Reads every destination of a job, manifest and blobs.</summary>
    /// <returns>One for each tag of the job, in its order.</returns>
    Task<IReadOnlyList<PushedTag>> VerifyAsync(BuildJob job, CancellationToken cancel);
}
