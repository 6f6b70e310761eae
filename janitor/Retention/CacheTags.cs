using RegistryJanitor.Daemon;

namespace RegistryJanitor.Retention;

/// <summary>
/// Build caches among the tags of a repository: they are no images, so they take no slot of theirs, and stay for as long as builds push them.
/// </summary>
/// <remarks>
/// A cache is a tag of the kind <c>*buildcache*</c> (BuildKit's <c>type=registry</c>), every tag of 64 hex digits in a repository
/// <c>&lt;repository&gt;/cache</c> (kaniko, one a layer), and what is named besides.
/// </remarks>
/// <param name="keepWithin">One that was not pushed within it goes, whole.</param>
/// <param name="names">Further names of cache tags.</param>
public sealed class CacheTags(TimeSpan keepWithin, IReadOnlyList<NamePattern> names)
{
    private const string BuildKit = "*buildcache*";
    private const string KanikoSuffix = "/cache";
    private const int KanikoLength = 64;

    private readonly string _keeps = $"cache pushed within {Duration.Text(keepWithin)}";
    private readonly string _evicts = $"cache not pushed within {Duration.Text(keepWithin)}";

    /// <summary>In words for people.</summary>
    public string Sentence =>
        $"caches ({string.Join(", ", [BuildKit, "64 hex digits in */cache", .. names.Select(name => name.Text)])}) take no slot and stay for {Duration.Text(keepWithin)} after their last push";

    /// <summary>Whether a tag is a cache.</summary>
    public bool Has(RepositoryName repository, Tag tag) =>
        Glob.Matches(BuildKit, tag.Value) || IsKaniko(repository, tag) || names.Any(name => name.Matches(tag.Value));

    /// <summary>What becomes of a cache.</summary>
    /// <param name="pushedAt">Its last push, UTC.</param>
    /// <param name="now">The moment of the pass, UTC.</param>
    public Opinion Judge(DateTimeOffset pushedAt, DateTimeOffset now) =>
        pushedAt > now - keepWithin ? new Opinion(Keeps: true, _keeps) : new Opinion(Keeps: false, _evicts);

    private static bool IsKaniko(RepositoryName repository, Tag tag) =>
        repository.Value.EndsWith(KanikoSuffix, StringComparison.Ordinal) && tag.Value.Length == KanikoLength && tag.Value.All(char.IsAsciiHexDigitLower);
}
