using RegistryJanitor.Storage;

namespace RegistryJanitor.Retention;

/// <summary>A tag that may go for space.</summary>
/// <param name="Repository">Its repository.</param>
/// <param name="Tag">The tag.</param>
public sealed record SpaceCandidate(RepositoryName Repository, TagSnapshot Tag)
{
    /// <summary>The longest unpushed first.</summary>
    public static int ByAge(SpaceCandidate one, SpaceCandidate other)
    {
        var order = one.Tag.Link.ModifiedNanoseconds.CompareTo(other.Tag.Link.ModifiedNanoseconds);
        if (order == 0)
            order = one.Repository.CompareTo(other.Repository);
        return order != 0 ? order : Oci.Tag.NaturalOrder.Compare(one.Tag.Tag, other.Tag.Tag);
    }
}
