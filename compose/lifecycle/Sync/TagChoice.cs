using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>Which tags of a repository an entry selects. The same tags in any order give the same choice.</summary>
/// <param name="Selected">Variant by variant, the newest first; then those that are no versions.</param>
public sealed record TagChoice(IReadOnlyList<Tag> Selected)
{
    /// <summary>Those that are meant, and of which newer ones are enough (<c>keep_last</c>).</summary>
    public IReadOnlyList<Tag> Older { get; init; } = [];

    /// <summary>Those that are meant but no versions: <c>keep_last</c> cannot tell which is newer, so none is selected.</summary>
    public IReadOnlyList<Tag> Unordered { get; init; } = [];

    /// <summary>How many tags there are in all.</summary>
    public int Listed { get; init; }

    /// <summary>What was left out, in a sentence; null: nothing.</summary>
    public string? Notice => Unordered.Count == 0
        ? null
        : $"{Unordered.Count} tags that are meant are no versions, such as {Unordered[0]}: keep_last cannot tell which of them are newer and leaves them out; name them by tag, or leave keep_last away";
}
