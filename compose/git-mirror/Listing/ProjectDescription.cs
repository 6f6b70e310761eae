using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>
/// What a project's description says of its upstream: an address alone, or the YAML map of bachp/git-mirror with <c>origin</c>, <c>skip</c>, <c>refspec</c> and
/// <c>lfs</c>; its other keys are ignored, <c>destination</c> among them. Prose that has an address in it is prose.
/// </summary>
/// <param name="Upstream">Where the mirror comes from.</param>
public sealed record ProjectDescription(GitUrl Upstream)
{
    /// <summary>GitLab allows 2000, Gitea 2048.</summary>
    private const int Longest = 4096;

    /// <summary>What of it is mirrored.</summary>
    public IReadOnlyList<RefPattern> Refs { get; init; } = RefPattern.HeadsAndTags;

    /// <summary>Leave it as it is.</summary>
    public bool Skip { get; init; }

    /// <summary>Whether large files are asked for.</summary>
    public bool LargeFiles { get; init; }

    /// <summary>What stood behind <c>#</c>, which git has no use for, and was left away; null: nothing.</summary>
    public string? Fragment { get; init; }

    /// <summary>Reads one; either the description or the fault is there.</summary>
    /// <param name="text">As the forge has it.</param>
    /// <param name="rules">What addresses may be.</param>
    /// <param name="place">Where the forge has it, for the cure.</param>
    public static (ProjectDescription? Description, MirrorFault? Fault) Read(string? text, UrlRules rules, string place)
    {
        if (string.IsNullOrWhiteSpace(text))
            return (null, new MirrorFault.DescriptionEmpty(place));
        var trimmed = text.Trim();
        if (trimmed.Length > Longest)
            return (null, new MirrorFault.DescriptionUnreadable($"has more than {Longest} characters", place));
        return !trimmed.Any(char.IsWhiteSpace) && trimmed[0] != '{' && trimmed[^1] != ':'
            ? trimmed.AsSpan().ContainsAny('/', ':', '@')
                ? Address(trimmed, rules, place)
                : (null, new MirrorFault.DescriptionUnreadable("is a word and no address", place))
            : Map(trimmed, rules, place);
    }

    private static (ProjectDescription? Description, MirrorFault? Fault) Address(string text, UrlRules rules, string place)
    {
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        if (hash == 0)
            return (null, new MirrorFault.DescriptionUnreadable("is no address", place));
        var (url, mistake) = GitUrl.Read(hash > 0 ? text[..hash] : text, rules);
        return url is null
            ? (null, new MirrorFault.UpstreamRefused(mistake!, place))
            : (new ProjectDescription(url) { Fragment = hash > 0 && hash < text.Length - 1 ? text[(hash + 1)..] : null }, null);
    }

    private static (ProjectDescription? Description, MirrorFault? Fault) Map(string text, UrlRules rules, string place)
    {
        var mistakes = new YamlMistakes("description");
        // Prose may be a map by accident ("Mirror of: that one") or no YAML at all.
        if (YamlSection.Parse(text, mistakes) is not { } map || !map.Has("origin"))
            return (null, new MirrorFault.DescriptionUnreadable("is prose: neither an address alone nor a map with 'origin'", place));
        var origin = map.Text("origin")?.Trim();
        var (skip, largeFiles) = (map.Switch("skip"), map.Switch("lfs"));
        string? refused = null;
        var refs = map.List("refspec", spec =>
        {
            var (pattern, mistake) = RefPattern.Read(Same(spec));
            refused ??= mistake;
            return (pattern, mistake);
        });
        if (refused is not null)
            return (null, new MirrorFault.RefspecRefused(refused, place));
        if (!map.IsSound || origin is not { Length: > 0 })
        {
            // The mistake would repeat the value, and that of origin may hold a password.
            return (null, new MirrorFault.DescriptionUnreadable(
                origin is { Length: > 0 } ? "is a map in which skip or lfs is neither true nor false, or refspec is no list of texts" : "is a map whose 'origin' is empty or no text", place));
        }

        var (description, fault) = Address(origin, rules, place);
        return (description is null ? null : description with { Refs = refs.Count > 0 ? refs : RefPattern.HeadsAndTags, Skip = skip ?? false, LargeFiles = largeFiles ?? false }, fault);
    }

    /// <summary><c>+refs/heads/*:refs/heads/*</c>, as bachp/git-mirror has it, means <c>refs/heads/*</c>; what renames stays as it is, and is refused.</summary>
    private static string Same(string spec) => spec.TrimStart('+').Split(':') is [var from, var to] && from.Equals(to, StringComparison.Ordinal) ? from : spec;
}
