using System.Text;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>
/// Tags with placeholders: <c>{version}</c> (such as 1.4.0), <c>{major}</c>, <c>{minor}</c>, <c>{patch}</c>, <c>{sha}</c> (the whole commit) and <c>{short_sha}</c> (its first 8
/// digits, as GitLab's <c>CI_COMMIT_SHORT_SHA</c>).
/// </summary>
public static class TagTemplates
{
    private const string Known = "{version}, {major}, {minor}, {patch}, {sha} or {short_sha}";
    private const int ShortSha = 8;

    /// <summary>Fills templates in, in their order.</summary>
    /// <param name="templates">As asked for.</param>
    /// <param name="version">Null: none is made.</param>
    /// <param name="commit">Null: no commit is built.</param>
    /// <exception cref="ContextRefusedException">One of them does not become a tag.</exception>
    public static IReadOnlyList<FilledTag> Fill(IReadOnlyList<string> templates, ReleaseVersion? version, string? commit) =>
        [.. templates.Select(template => Fill(template, version, commit))];

    private static FilledTag Fill(string template, ReleaseVersion? version, string? commit)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var text = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '{')
            {
                text.Append(template[at]);
                continue;
            }

            var end = template.IndexOf('}', at);
            if (end < 0)
                throw new ContextRefusedException($"the tag {template} has a {{ without its }}");
            var name = template[(at + 1)..end];
            used.Add(name);
            text.Append(Value(template, name, version, commit));
            at = end;
        }

        return Tag.TryParse(text.ToString(), out var tag)
            ? new FilledTag(template, tag, Reach(used))
            : throw new ContextRefusedException(
                $"the tag {template} becomes '{text}', which is no tag; write at most {Tag.MaxLength} letters, digits, '_', '.' and '-', neither '.' nor '-' first");
    }

    private static string Value(string template, string name, ReleaseVersion? version, string? commit)
    {
        if (name is "sha" or "short_sha")
        {
            return commit is null
                ? throw new ContextRefusedException($"the tag {template} wants a commit, and the context is no commit of a mirror")
                : name is "sha" ? commit : commit[..Math.Min(ShortSha, commit.Length)];
        }

        if (name is not ("version" or "major" or "minor" or "patch"))
            throw new ContextRefusedException($"the tag {template} has the unknown placeholder {{{name}}}; write {Known}");
        if (version is not { } made)
            throw new ContextRefusedException($"the tag {template} wants a version, and the request asks for none; set its version to conventional or seed");
        return name switch
        {
            "major" => $"{made.Major}",
            "minor" => $"{made.Minor}",
            "patch" => $"{made.Patch}",
            _ => $"{made}",
        };
    }

    private static TagReach Reach(HashSet<string> used)
    {
        if (used.Contains("version") || used.Contains("sha") || used.Contains("short_sha") || used.IsSupersetOf(["major", "minor", "patch"]))
            return TagReach.Exact;
        if (!used.Contains("major"))
            return TagReach.All;
        return used.Contains("minor") ? TagReach.Minor : TagReach.Major;
    }
}
