using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>A tag that may go for space.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="Tag">The tag.</param>
/// <param name="IsCache">It is a build cache: it costs a build its time, and nobody an image.</param>
public sealed record SpaceCandidate(RepositoryName Repository, TagSnapshot Tag, bool IsCache)
{
    /// <summary>Caches first, then the longest unpushed.</summary>
    public static int ByAge(SpaceCandidate one, SpaceCandidate other)
    {
        var order = other.IsCache.CompareTo(one.IsCache);
        if (order == 0)
            order = one.Tag.Link.ModifiedNanoseconds.CompareTo(other.Tag.Link.ModifiedNanoseconds);
        if (order == 0)
            order = one.Repository.CompareTo(other.Repository);
        return order != 0 ? order : Oci.Tag.NaturalOrder.Compare(one.Tag.Tag, other.Tag.Tag);
    }
}
