using RegistryJanitor.Daemon;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Templates of tags by build-runner's rules, so that they are refused in the file and not after the first commit.</summary>
internal static class TagTemplate
{
    private const int Longest = 256;

    private static readonly string[] s_ofVersion = ["version", "major", "minor", "patch"];
    private static readonly string[] s_known = [.. s_ofVersion, "sha", "short_sha"];

    /// <summary>Reads one; the mistake is the end of a sentence that begins with the text.</summary>
    /// <param name="text">Such as <c>upstream-{short_sha}</c>.</param>
    /// <param name="hasVersion">Whether there will be a version.</param>
    internal static (string? Template, string? Mistake) Read(string text, bool hasVersion)
    {
        if (text.Length > Longest)
            return (null, "is longer than 256 characters; write a shorter one");
        var (filled, names) = Split(text);
        if (names.Find(name => !s_known.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            return (null, NearestName.Of(unknown, s_known) is { } nearest
                ? $"has {{{Printable.Of(unknown)}}}, which is not known; did you mean {{{nearest}}}?"
                : $"has {{{Printable.Of(unknown)}}}, which is not known; known are {string.Join(", ", s_known.Select(name => $"{{{name}}}"))}");
        }

        if (!hasVersion && names.Find(name => s_ofVersion.Contains(name, StringComparer.Ordinal)) is { } wanted)
            return (null, $"wants {{{wanted}}}, and there is no version; write version: conventional beside it, or another tag");
        return Tag.TryParse(filled, out _) ? (text, null) : (null, "becomes no tag; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first, and places such as {short_sha}");
    }

    /// <summary>The text with <c>0</c> in every place, and what the places are called.</summary>
    private static (string Filled, List<string> Names) Split(string text)
    {
        var names = new List<string>();
        var filled = "";
        for (var at = 0; at < text.Length;)
        {
            var end = text[at] is '{' ? text.IndexOf('}', at) : -1;
            if (end >= 0)
                names.Add(text[(at + 1)..end]);
            filled += end < 0 ? text[at] : '0';
            at = end < 0 ? at + 1 : end + 1;
        }

        return (filled, names);
    }
}
