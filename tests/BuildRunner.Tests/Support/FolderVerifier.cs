using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Verification;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A registry that is a directory: a tag is a file.</summary>
internal sealed class FolderVerifier(string registry) : IPushVerifier
{
    public Task<IReadOnlyList<PushedTag>> VerifyAsync(BuildJob job, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PushedTag>>(
        [.. job.Tags.Select(tag => (Tag: tag, IsThere: File.Exists(Path.Join(registry, tag)))).Select(one => new PushedTag($"{job.Request.Image}:{one.Tag}", one.IsThere ? "sha256:0" : null, one.IsThere))]);
}
