using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>How the fetch of one mirror ended, unless by a <see cref="MirrorException"/>.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>The mirror has what the upstream has.</summary>
    /// <param name="Now">The mirror.</param>
    public sealed record Unchanged(RefSet Now) : FetchResult;

    /// <summary>The mirror was made like its upstream, as far as the brake let it.</summary>
    /// <param name="Before">The mirror before.</param>
    /// <param name="Now">The mirror now.</param>
    /// <param name="Kept">Names under <c>refs/kept/</c> that were made.</param>
    /// <param name="Braked">Why deletions were left out; null when none was.</param>
    public sealed record Fetched(RefSet Before, RefSet Now, IReadOnlyList<string> Kept, MirrorFault? Braked) : FetchResult;
}
