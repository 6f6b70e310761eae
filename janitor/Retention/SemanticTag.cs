using NuGet.Versioning;

namespace RegistryJanitor.Retention;

/// <summary>A tag that is a semantic version, with or without a <c>v</c> before it.</summary>
/// <remarks>
/// Format: Semantic Versioning 2.0.0. A tag cannot hold the <c>+</c> of build metadata. <c>1.2</c> and <c>1</c> are none: they move. And
/// <c>1.2.3-alpine</c> is a pre-release by these rules, whatever its author meant.
/// </remarks>
public static class SemanticTag
{
    /// <summary>Reads one; false for anything else.</summary>
    public static bool TryParse(Tag tag, out SemanticVersion version)
    {
        var text = tag.Value is ['v' or 'V', .. var rest] ? rest : tag.Value;
        if (SemanticVersion.TryParse(text, out var parsed))
        {
            version = parsed;
            return true;
        }

        version = s_none;
        return false;
    }

    /// <summary>
    /// Three numbers with dots begin it, but it is none: a leading zero, as in dates, or a number beyond 2^31. How new it is cannot be told.
    /// </summary>
    public static bool LooksLikeOne(Tag tag)
    {
        ReadOnlySpan<char> left = tag.Value is ['v' or 'V', .. var rest] ? rest : tag.Value;
        for (var part = 0; part < 3; part++)
        {
            var digits = left.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : left.Length;
            if (digits == 0)
                return false;
            left = left[digits..];
            if (part == 2)
                return left.IsEmpty || left[0] is '-' or '.';
            if (left.IsEmpty || left[0] != '.')
                return false;
            left = left[1..];
        }

        return false;
    }

    private static readonly SemanticVersion s_none = new(0, 0, 0);
}
