using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>
/// Fills templates of tags in: <c>{version}</c> (such as 1.4.0), <c>{major}</c>, <c>{minor}</c>, <c>{patch}</c>, <c>{sha}</c> (the whole commit) and <c>{short_sha}</c> (its first 8
/// digits, as GitLab's <c>CI_COMMIT_SHORT_SHA</c>).
/// </summary>
public static class TagTemplates
{
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
        if (TagTemplate.Mistake(template, version is not null, commit is not null) is { } mistake)
            throw new ContextRefusedException($"a tag of the request {mistake}");
        var text = TagTemplate.Replace(template, name => name switch
        {
            "version" => $"{version}",
            "major" => $"{version!.Major}",
            "minor" => $"{version!.Minor}",
            "patch" => $"{version!.Patch}",
            "sha" => commit!,
            _ => commit![..Math.Min(ShortSha, commit!.Length)],
        });
        return Tag.TryParse(text, out var tag)
            ? new FilledTag(template, tag, Reach(TagTemplate.Names(template)))
            : throw new ContextRefusedException($"the tag {template} becomes {JsonSection.Shown(text)}, which is longer than the {Tag.MaxLength} characters of a tag; shorten it");
    }

    private static TagReach Reach(List<string> used)
    {
        var (major, minor, patch) = (Uses("major"), Uses("minor"), Uses("patch"));
        if (Uses("version") || Uses("sha") || Uses("short_sha") || (major && minor && patch))
            return TagReach.Exact;
        return (major, minor) switch
        {
            (false, _) => TagReach.All,
            (true, true) => TagReach.Minor,
            (true, false) => TagReach.Major,
        };

        bool Uses(string name) => used.Contains(name, StringComparer.Ordinal);
    }
}
