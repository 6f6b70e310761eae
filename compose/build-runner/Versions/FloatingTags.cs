namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>Floating tags only move forward: 1.4.9, built after 2.0.0 was released, moves <c>1.4</c> and <c>1</c> and leaves <c>latest</c> where it is.</summary>
public static class FloatingTags
{
    /// <summary>Says of each tag whether it is pushed.</summary>
    /// <param name="tags">All tags of a request.</param>
    /// <param name="version">The version that is built; null: none, and then nothing can be said to be newer.</param>
    /// <param name="released">Every version that is known to be released, that of <paramref name="version"/> or not.</param>
    public static IReadOnlyList<TagMove> Decide(IReadOnlyList<FilledTag> tags, ReleaseVersion? version, IReadOnlyCollection<ReleaseVersion> released) =>
        [.. tags.Select(tag => Decide(tag, version, released))];

    /// <summary>
    /// The versions among the tags of a repository: <c>X.Y.Z</c> and <c>vX.Y.Z</c>, and what a request's own templates make of one, such as <c>1.4.0-alpine</c> of
    /// <c>{version}-alpine</c>.
    /// </summary>
    /// <param name="names">The registry's tags of the image, and the mirror's.</param>
    /// <param name="templates">Of the request.</param>
    public static IReadOnlyCollection<ReleaseVersion> VersionsIn(IEnumerable<string> names, IReadOnlyList<string> templates)
    {
        var families = templates.Select(Family.Of).OfType<Family>().Append(new Family("", "")).Distinct().ToList();
        return names.SelectMany(name => families.Select(family => family.VersionIn(name)).OfType<ReleaseVersion>()).ToHashSet();
    }

    private static TagMove Decide(FilledTag tag, ReleaseVersion? version, IReadOnlyCollection<ReleaseVersion> released)
    {
        if (tag.Reach is TagReach.Exact)
            return new TagMove(tag, true, "it names one version or one commit");
        if (version is not { } built)
            return new TagMove(tag, true, "no version is built that could be older");
        var newer = released.Where(other => other > built && IsSpokenFor(tag.Reach, other, built)).ToList();
        return newer.Count == 0
            ? new TagMove(tag, true, $"no version that it speaks for is newer than {built}")
            : new TagMove(tag, false, $"{newer.Max()} is released, and {built} is older");
    }

    private static bool IsSpokenFor(TagReach reach, ReleaseVersion other, ReleaseVersion built) => reach switch
    {
        TagReach.Minor => (other.Major, other.Minor) == (built.Major, built.Minor),
        TagReach.Major => other.Major == built.Major,
        _ => true,
    };

    /// <summary>Tags that differ in their version alone.</summary>
    private sealed record Family(string Before, string After)
    {
        private const string Place = "{version}";

        /// <summary>That of a template; null: no version in full is in it, or more than that.</summary>
        public static Family? Of(string template) =>
            template.Split(Place) is [var before, var after] && !before.Contains('{', StringComparison.Ordinal) && !after.Contains('{', StringComparison.Ordinal) ? new Family(before, after) : null;

        public ReleaseVersion? VersionIn(string name) =>
            name.Length > Before.Length + After.Length
            && name.StartsWith(Before, StringComparison.Ordinal)
            && name.EndsWith(After, StringComparison.Ordinal)
            && ReleaseVersion.TryParse(name[Before.Length..^After.Length], out var version) ? version : null;
    }
}
