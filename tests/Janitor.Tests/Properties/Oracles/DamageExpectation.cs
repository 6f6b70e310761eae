using RegistryJanitor.Tests.Properties.Stores;

namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>Ignorance means keep: what may be different after passes over a store in which one thing was damaged.</summary>
/// <param name="oracle">What it said of the sound store.</param>
/// <param name="damage">What happened then.</param>
/// <param name="before">The store after it, before any pass.</param>
internal sealed class DamageExpectation(Oracle oracle, RandomDamage damage, StoreFiles before)
{
    public IEnumerable<string> Violations(StoreFiles after) =>
        [.. Reachable(after), .. Tags(after), .. damage.IsIgnorance ? [.. Blobs(after), .. Held(after)] : (string[])[]];

    /// <summary>Nothing that was reachable before the damage is removed.</summary>
    private IEnumerable<string> Reachable(StoreFiles after) =>
        from must in oracle.MustStay
        where before.ContainsKey(must.Key)
        let difference = before.Difference(must.Key, after)
        where difference is not null
        select $"safety: {must.Value} {must.Key} {difference}";

    /// <summary>Repositories that have nothing to do with it lose the tags that policy evicts.</summary>
    private IEnumerable<string> Tags(StoreFiles after) =>
        from repository in oracle.Repositories
        where !MeetsDamage(repository)
        from tag in repository.Tags.Keys
        let path = repository.TagPath(tag)
        where oracle.MustGo.ContainsKey(path) && after.ContainsKey(path)
        select $"liveness: tag {path} is still there in a healthy repository";

    /// <summary>What cannot be read may name any blob.</summary>
    private IEnumerable<string> Blobs(StoreFiles after) =>
        from path in before.Keys
        where path.StartsWith("blobs/", StringComparison.Ordinal) && !after.ContainsKey(path)
        select $"ignorance: {path} is gone";

    /// <summary>
    /// The damaged repository keeps its manifests, and a tag for each that had one: the newest tag may be what is broken. It may lose a tag of a
    /// manifest that another tag keeps.
    /// </summary>
    private IEnumerable<string> Held(StoreFiles after) =>
        from repository in oracle.Repositories
        where IsDamaged(repository)
        let tags = repository.Tags.Keys.Where(tag => !HasAnother(repository, tag))
        from path in repository.Revisions.Keys.Select(repository.RevisionPath).Concat(tags.Select(repository.TagPath))
        where before.ContainsKey(path) && !after.ContainsKey(path)
        select $"ignorance: {path} is gone from the damaged repository";

    private bool HasAnother(OracleRepository repository, string tag) =>
        oracle.Narrow.Tags[repository.Name].Any(other => !string.Equals(other, tag, StringComparison.Ordinal)
            && string.Equals(repository.Tags[other].Digest, repository.Tags[tag].Digest, StringComparison.Ordinal));

    private bool IsDamaged(OracleRepository repository) => damage switch
    {
        { Digest: null } => IsInside(repository),
        { Content: null, Digest: var lost } => repository.Revisions.ContainsKey(lost) && oracle.Narrow.Named[repository.Name].Contains(lost),
        { Digest: var broken } => repository.Revisions.ContainsKey(broken),
    };

    private bool MeetsDamage(OracleRepository repository) =>
        damage.Digest is { } digest ? oracle.Known(repository).Contains(digest) : IsInside(repository);

    private bool IsInside(OracleRepository repository) =>
        damage.Path.StartsWith($"repositories/{repository.Name}/_", StringComparison.Ordinal);
}
