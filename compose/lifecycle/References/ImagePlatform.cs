namespace RegistryJanitor.Lifecycle.References;

/// <summary>What a machine must be to run an image, such as <c>linux/arm64</c> or <c>linux/arm/v7</c>.</summary>
/// <param name="System">The operating system, as Go calls it.</param>
/// <param name="Architecture">As Go calls it.</param>
/// <param name="Variant">Such as <c>v7</c>; null: none.</param>
public sealed record ImagePlatform(string System, string Architecture, string? Variant)
{
    private const int Longest = 32;

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    public static (ImagePlatform? Platform, string? Mistake) Read(string text)
    {
        var parts = text.Split('/');
        return parts.Length is 2 or 3 && Array.TrueForAll(parts, IsPart)
            ? (new ImagePlatform(parts[0], parts[1], parts.Length > 2 ? parts[2] : null), null)
            : (null, "is no platform; write system/architecture or system/architecture/variant, such as linux/arm64");
    }

    /// <inheritdoc />
    public override string ToString() => Variant is null ? $"{System}/{Architecture}" : $"{System}/{Architecture}/{Variant}";

    private static bool IsPart(string part) => part.Length is > 0 and <= Longest && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));
}
