using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace RegistryJanitor.Storage;

/// <summary>Names one pass: the moment it began, UTC, to the millisecond. Sorts by time; is the name of the pass's trash.</summary>
public sealed record PassId
{
    private const string Format = "yyyyMMdd'T'HHmmssfff'Z'";
    private readonly string _text;

    private PassId(string text) => _text = text;

    /// <summary>The name of a pass that begins now.</summary>
    public static PassId At(DateTimeOffset now) => new(now.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture));

    /// <summary>When the pass began, UTC.</summary>
    public DateTimeOffset Began => new(DateTime.ParseExact(ToString(), Format, CultureInfo.InvariantCulture), TimeSpan.Zero);

    /// <summary>Reads a name back; false when it is not one.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out PassId? id)
    {
        var valid = DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
        id = valid ? new PassId(text!) : null;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;
}
