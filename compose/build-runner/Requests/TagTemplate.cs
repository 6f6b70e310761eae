using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>A tag with places for what is known only when it is built: <c>v{version}</c>, <c>{major}.{minor}</c>, <c>upstream-{short_sha}</c>.</summary>
public static class TagTemplate
{
    private static readonly string[] s_ofVersion = ["version", "major", "minor", "patch"];
    private static readonly string[] s_ofCommit = ["sha", "short_sha"];

    /// <summary>What is wrong with a template, as the end of a sentence; null: nothing.</summary>
    /// <param name="template">As it was asked for.</param>
    /// <param name="version">Whether there will be a version.</param>
    /// <param name="commit">Whether there will be a commit.</param>
    public static string? Mistake(string template, bool version, bool commit)
    {
        var names = Names(template);
        if (names.Find(name => !s_ofVersion.Contains(name, StringComparer.Ordinal) && !s_ofCommit.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            return NearestName.Of(unknown, [.. s_ofVersion, .. s_ofCommit]) is { } nearest
                ? $"has {{{unknown}}}, which is not known; did you mean {{{nearest}}}?"
                : $"has {{{unknown}}}, which is not known; write {string.Join(", ", s_ofVersion.Concat(s_ofCommit).Select(name => $"{{{name}}}"))}";
        }

        if (!version && names.Find(name => s_ofVersion.Contains(name, StringComparer.Ordinal)) is { } wanted)
            return $"wants {{{wanted}}}, and there is no version; write \"version\": \"conventional\" or another tag";
        if (!commit && names.Find(name => s_ofCommit.Contains(name, StringComparer.Ordinal)) is { } sha)
            return $"wants {{{sha}}}, and only a mirror has commits; write \"context\": {{\"mirror\": ...}} or another tag";
        return Tag.TryParse(Replace(template, _ => "0"), out _)
            ? null
            : $"{JsonSection.Shown(template)} is no tag; write at most {Tag.MaxLength} letters, digits, '_', '.', '-', neither '.' nor '-' first";
    }

    /// <summary>The names of all places.</summary>
    internal static List<string> Names(string template)
    {
        var names = new List<string>();
        Replace(template, name =>
        {
            names.Add(name);
            return null;
        });
        return names;
    }

    /// <summary>Puts something into every place; null leaves it as it is.</summary>
    internal static string Replace(string template, Func<string, string?> value)
    {
        var text = new StringBuilder(template.Length);
        for (var at = 0; at < template.Length; at++)
        {
            var end = template[at] is '{' ? template.IndexOf('}', at) : -1;
            text.Append(end < 0 ? $"{template[at]}" : value(template[(at + 1)..end]) ?? template[at..(end + 1)]);
            at = Math.Max(at, end);
        }

        return text.ToString();
    }
}
