using System.Buffers;

namespace RegistryJanitor.Oci;

/// <summary>
/// The name of a repository, such as <c>team/app</c>: at most 255 characters, components of lower-case letters and digits with
/// <c>.</c>, <c>_</c>, <c>__</c> or any number of <c>-</c> between them, joined by <c>/</c>.
/// </summary>
/// <remarks>
/// The registry also takes a host, optionally with a port, for the first of several components: <c>Team/app</c>, <c>mirror:5000/app</c>.
/// No docker client sends that, but a repository that is served must have a name here, or it could be neither kept nor reported.
/// Format: distribution/reference, regexp.go; the registry's own check is <c>reference.WithName</c>.
/// </remarks>
public readonly record struct RepositoryName : IComparable<RepositoryName>
{
    /// <summary>Characters in the longest name.</summary>
    public const int MaxLength = 255;

    private static readonly SearchValues<char> s_lowerAlphanumeric = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly string? _value;

    private RepositoryName(string value) => _value = value;

    /// <summary>The name; empty for the default value.</summary>
    public string Value => _value ?? "";

    /// <summary>Before, in ordinal order.</summary>
    public static bool operator <(RepositoryName left, RepositoryName right) => left.CompareTo(right) < 0;

    /// <summary>Before or equal, in ordinal order.</summary>
    public static bool operator <=(RepositoryName left, RepositoryName right) => left.CompareTo(right) <= 0;

    /// <summary>After, in ordinal order.</summary>
    public static bool operator >(RepositoryName left, RepositoryName right) => left.CompareTo(right) > 0;

    /// <summary>After or equal, in ordinal order.</summary>
    public static bool operator >=(RepositoryName left, RepositoryName right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a name.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not the name of a repository.</exception>
    public static RepositoryName Parse(string text) =>
        TryParse(text, out var name)
            ? name
            : throw new FormatException($"'{text}' is not the name of a repository: expected one like 'team/my-app' of at most {MaxLength} characters.");

    /// <summary>Reads a name; false for anything that the registry would refuse.</summary>
    public static bool TryParse(string? text, out RepositoryName name)
    {
        name = default;
        if (text is null || text.Length > MaxLength) return false;

        var path = text.AsSpan();
        var slash = path.IndexOf('/');
        if (slash >= 0 && IsHost(path[..slash])) path = path[(slash + 1)..];
        foreach (var component in path.Split('/'))
        {
            if (!IsComponent(path[component])) return false;
        }

        name = new RepositoryName(text);
        return true;
    }

    /// <summary>Ordinal order of the names.</summary>
    public int CompareTo(RepositoryName other) => string.CompareOrdinal(Value, other.Value);

    /// <summary>The name.</summary>
    public override string ToString() => Value;

    private static bool IsComponent(ReadOnlySpan<char> text)
    {
        while (true)
        {
            var alphanumerics = text.IndexOfAnyExcept(s_lowerAlphanumeric);
            if (alphanumerics < 0) return text.Length > 0;

            if (alphanumerics == 0) return false;

            text = text[alphanumerics..];
            var separators = text.IndexOfAny(s_lowerAlphanumeric);
            if (separators < 0 || !IsSeparator(text[..separators])) return false;

            text = text[separators..];
        }
    }

    private static bool IsSeparator(ReadOnlySpan<char> text) => text is "." or "_" or "__" || !text.ContainsAnyExcept('-');

    private static bool IsHost(ReadOnlySpan<char> text)
    {
        var afterHost = text.IndexOf(']') + 1;
        if (afterHost == 0)
        {
            var colon = text.IndexOf(':');
            afterHost = colon < 0 ? text.Length : colon;
        }

        var host = text[..afterHost];
        var port = text[afterHost..];
        return (IsIPv6(host) || IsDomain(host)) && (port.IsEmpty || IsPort(port));
    }

    private static bool IsPort(ReadOnlySpan<char> text) =>
        text is [':', .. var digits] && !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');

    private static bool IsIPv6(ReadOnlySpan<char> text)
    {
        if (text is not ['[', .. var address, ']'] || address.IsEmpty) return false;

        foreach (var c in address)
        {
            if (!char.IsAsciiHexDigit(c) && c != ':') return false;
        }

        return true;
    }

    private static bool IsDomain(ReadOnlySpan<char> text)
    {
        foreach (var range in text.Split('.'))
        {
            var label = text[range];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-') return false;

            foreach (var c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-') return false;
            }
        }

        return true;
    }
}
