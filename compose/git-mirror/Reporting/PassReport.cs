using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Listing;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>What passes have left so far. It is whole also while none could get a list.</summary>
/// <param name="Source">Where the list comes from: a file, or a group of a forge.</param>
/// <param name="Listing">The last good list; null: there never was one.</param>
/// <param name="Mistakes">Why the list could not be had the last time; none when it could.</param>
/// <param name="Records">The last turn of every mirror that had one, by name.</param>
public sealed record PassReport(string Source, MirrorListing? Listing, IReadOnlyList<string> Mistakes, IReadOnlyDictionary<string, MirrorRecord> Records)
{
    /// <summary>Before the first pass.</summary>
    public static PassReport None(string source) => new(source, null, [], new Dictionary<string, MirrorRecord>(StringComparer.Ordinal));

    /// <summary>Whether the last list could be had.</summary>
    public bool ListIsGood => Listing is not null && Mistakes.Count == 0;

    /// <summary>Every mirror of the list, those to be left as they are included.</summary>
    public IReadOnlyList<Mirror> Mirrors => Listing?.Mirrors ?? [];

    /// <summary>Projects of which no mirror can be made.</summary>
    public IReadOnlyList<UnreadyProject> Unready => Listing?.Unready ?? [];

    /// <summary>The last turns of mirrors that are still on the list and not to be left alone, in its order.</summary>
    public IEnumerable<MirrorRecord> Turns => Mirrors.Where(mirror => !mirror.Skip && Records.ContainsKey(mirror.Name.Value)).Select(mirror => Records[mirror.Name.Value]);
}
