using RegistryJanitor.Collection;

namespace RegistryJanitor.Usage;

/// <summary>What the tags of a store point at, as far as a pass has read it: of tags that go, it need not have.</summary>
/// <param name="marks">The marks of all repositories.</param>
internal sealed class MarkedTargets(IReadOnlyCollection<RepositoryMark> marks)
{
    private readonly Dictionary<string, RepositoryMark> _marks = marks.ToDictionary(mark => mark.Name.Value, StringComparer.Ordinal);

    /// <summary>Those of one repository, by name.</summary>
    public IReadOnlyDictionary<string, (long ModifiedNanoseconds, int Target)> Of(RepositoryName repository)
    {
        var known = new Dictionary<string, (long, int)>(StringComparer.Ordinal);
        if (_marks.TryGetValue(repository.Value, out var mark))
        {
            foreach (var tag in mark.Known().Tags)
                known[tag.Tag.Tag.Value] = (tag.Tag.Link.ModifiedNanoseconds, tag.Target);
        }

        return known;
    }
}
