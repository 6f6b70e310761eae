using System.Buffers;

namespace RegistryJanitor.Oci;

/// <summary>The name of a tag: 1 to 128 of the characters <c>A-Z a-z 0-9 _ . -</c>, neither <c>.</c> nor <c>-</c> first.</summary>
/// <remarks>Format: distribution/reference, regexp.go, <c>tag</c>.</remarks>
public readonly record struct Tag
{
    /// <summary>Characters in the longest tag.</summary>
    public const int MaxLength = 128;

    private static readonly SearchValues<char> s_allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    private readonly string? _value;

    private Tag(string value) => _value = value;

    /// <summary>Runs of digits are numbers, so <c>v10</c> comes after <c>v9</c>; all else is ordinal. Only equal tags compare as 0.</summary>
    public static IComparer<Tag> NaturalOrder { get; } = new NaturalTagOrder();

    /// <summary>The tag; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Reads a tag.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a tag.</exception>
    public static Tag Parse(string text) =>
        TryParse(text, out var tag)
            ? tag
            : throw new FormatException($"'{text}' is not a tag: expected 1 to {MaxLength} letters, digits, '_', '.', '-', not '.' or '-' first.");

    /// <summary>Reads a tag; false for anything that the registry would refuse.</summary>
    public static bool TryParse(string? text, out Tag tag)
    {
        tag = default;
        if (text is not { Length: > 0 and <= MaxLength } || text[0] is '.' or '-' || text.AsSpan().ContainsAnyExcept(s_allowed))
            return false;

        tag = new Tag(text);
        return true;
    }

    /// <summary>The tag.</summary>
    public override string ToString() => Value;
}
