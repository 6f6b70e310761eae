using RegistryJanitor.Tests.Properties.Oracles;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>One thing that a crash, a disk or a person does to a store that was sound.</summary>
/// <param name="Text">In words for people.</param>
/// <param name="Path">The file, below <c>docker/registry/v2</c>.</param>
/// <param name="Content">What it has from then on; null when it is gone.</param>
/// <param name="Digest">The manifest whose bytes it was; null for a link.</param>
/// <param name="IsIgnorance">What the file said cannot be known any more, nor found out otherwise.</param>
internal sealed record RandomDamage(string Text, string Path, string? Content, string? Digest, bool IsIgnorance)
{
    private static readonly string[] s_noManifests = ["", "{}", "null", "[]", "{\"schemaVersion\":3}", "\0\0\0"];

    /// <summary>Damages something that lives, so that somebody would miss it; null when nothing does.</summary>
    public static RandomDamage? Of(Random random, Oracle oracle, StoreFiles files)
    {
        var tags = Of(repository => oracle.Narrow.Tags[repository.Name].Select(tag => (Path: repository.TagPath(tag), repository.Tags[tag].Digest)));
        var live = Of(repository => Named(repository, repository.Revisions.Keys).Select(digest => (Path: repository.RevisionPath(digest), Digest: digest)));
        var links = Of(repository => Named(repository, repository.Links.Keys).Select(repository.LinkPath));

        // A tag in another repository that speaks of lost bytes may rightly go: the store lacks its subject.
        var spokenOf = Of(repository => repository.Tags.Keys.Where(OracleTag.IsReferrer).Select(OracleTag.Subject)).ToHashSet(StringComparer.Ordinal);
        var losable = tags.Where(tag => !spokenOf.Contains(tag.Digest)).ToArray();
        var all = Of(repository => repository.Revisions.Keys);
        return random.Next(6) switch
        {
            0 when tags.Length > 0 => Cut("a tag's link is cut off", Pick(tags).Path, isIgnorance: true),
            1 when live.Length > 0 => CutManifest(Pick(live).Digest),
            2 when all.Length > 0 => Bytes("a manifest is no manifest", Pick(all), Pick(s_noManifests)),
            3 when losable.Length > 0 => Bytes("a tagged manifest's bytes are lost", Pick(losable).Digest, null),
            4 when live.Length > 0 => Cut("a revision's link is cut off", Pick(live).Path, isIgnorance: false), // its name says the same
            5 when links.Length > 0 => Cut("a layer link is cut off", Pick(links), isIgnorance: false),
            _ => null,
        };

        T[] Of<T>(Func<OracleRepository, IEnumerable<T>> select) => [.. oracle.Repositories.SelectMany(select)];

        IEnumerable<string> Named(OracleRepository repository, IEnumerable<string> digests) => digests.Where(oracle.Narrow.Named[repository.Name].Contains);

        T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

        RandomDamage Bytes(string text, string digest, string? content) => new(text, OracleStore.BlobPath(digest), content, digest, IsIgnorance: true);

        RandomDamage CutManifest(string digest) => Cut("a manifest is cut off", OracleStore.BlobPath(digest), isIgnorance: true) with { Digest = digest };

        RandomDamage Cut(string text, string path, bool isIgnorance) =>
            new(text, path, files[path].Text[..random.Next(files[path].Content.Length)], Digest: null, isIgnorance);
    }

    public void Do(TempStore store)
    {
        var path = $"{store.Layout.Registry}/{Path}";
        if (Content is null)
            TempStore.Damage(path);
        else
            TempStore.Write(path, Content, new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero));
    }

    public override string ToString() => $"then {Text}: {Path}{(Content is null ? "" : $" says '{Content}'")}";
}
