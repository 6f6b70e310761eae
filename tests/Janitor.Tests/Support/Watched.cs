using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>What an event is about: the paths whose way to the trash is watched.</summary>
/// <param name="Moves">The border before each one's move.</param>
internal sealed record Watched(IReadOnlyDictionary<string, Border> Moves)
{
    public static Watched Of(StorageLayout layout, string repository, string tag, Digest manifest, Digest blob)
    {
        var name = RepositoryName.Parse(repository);
        return new Watched(new Dictionary<string, Border>(StringComparer.Ordinal)
        {
            [layout.Tag(name, Tag.Parse(tag))] = Border.BetweenLookAndMoveOfTheTag,
            [layout.Revision(name, manifest)] = Border.BetweenLookAndMoveOfTheManifest,
            [layout.Layer(name, blob)] = Border.BetweenLookAndMoveOfTheLayerLink,
            [layout.Blob(blob)] = Border.BetweenLookAndMoveOfTheBlob,
        });
    }
}
