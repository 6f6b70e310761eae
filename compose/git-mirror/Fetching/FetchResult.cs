using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>How the fetch of one mirror ended, unless by a <see cref="MirrorException"/>.</summary>
public abstract record FetchResult
{
    private FetchResult()
    {
    }

    /// <summary>The upstream is as it was.</summary>
    public sealed record Unchanged : FetchResult;

    /// <summary>The mirror was made like its upstream, as far as the brake let it.</summary>
    /// <param name="Before">The mirror before.</param>
    /// <param name="Now">The mirror now.</param>
    /// <param name="Kept">Names under <c>refs/kept/</c> that were made.</param>
    /// <param name="Braked">Why deletions were left out; null when none was.</param>
    public sealed record Fetched(RefSet Before, RefSet Now, IReadOnlyList<string> Kept, MirrorFault? Braked) : FetchResult;
}
