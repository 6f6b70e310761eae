using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>sync</c>. What it says for all entries goes into those that say nothing.</summary>
internal static class SyncSectionReader
{
    private const int MostEntries = 1000;
    private const int MostTags = 100_000;

    private static readonly string[] s_selections = ["tag", "tag_regex", "semver_range"];

    internal static SyncSection Read(YamlSection section, ImglifeKeys imglife)
    {
        var platforms = Fields.Platforms(section);
        var defaults = new Defaults(platforms, section.Number("keep_last", 1, MostTags), section.Switch("check_digest") ?? true, section.Switch("referrers") ?? false);
        var entries = new List<SyncEntry>();
        var sections = section.Sections("entries");
        if (sections.Count > MostEntries)
            section.Refuse("entries", $"{section.Name}.entries has more than {MostEntries}; put several into one with tag_regex");
        foreach (var entry in sections.Take(MostEntries))
        {
            if (Entry(entry, defaults, imglife) is { } read)
                entries.Add(read);
        }

        imglife.Ignore(section, "hooks", ImglifeKeys.OnHooks, "hooks");
        section.RefuseOthers();
        return new SyncSection(entries, platforms);
    }

    private static SyncEntry? Entry(YamlSection section, Defaults defaults, ImglifeKeys imglife)
    {
        var source = Fields.Needed(section, "source", "write what is copied, such as docker.io/library/alpine", Fields.Repository);
        var target = Fields.Needed(section, "target", "write where it goes, such as registry:5000/mirrors/alpine", Fields.Destination);
        var tags = Tags(section);
        var platforms = Fields.Platforms(section);
        var keepLast = section.Number("keep_last", 1, MostTags) ?? defaults.KeepLast;
        var checkDigest = section.Switch("check_digest") ?? defaults.CheckDigest;
        var referrers = section.Switch("referrers") ?? defaults.Referrers;
        var cycle = section.Section("lifecycle") is { } lifecycle ? CycleRuleReader.Read(lifecycle) : null;
        if (source is not null && source == target)
            section.Refuse("target", $"{section.Name}.target is its own source; name another repository");
        imglife.Ignore(section, "hooks", ImglifeKeys.OnHooks, "hooks");
        imglife.Ignore(section, "os_normalize", "has no effect: tags keep the names that they have at the source", "os_normalize");
        section.RefuseOthers();
        return source is null || target is null || tags is null ? null : new SyncEntry(source, tags, target)
        {
            KeepLast = keepLast,
            CheckDigest = checkDigest,
            Referrers = referrers,
            Cycle = cycle,
            Platforms = platforms.Count > 0 ? platforms : defaults.Platforms,
        };
    }

    private static TagSelection? Tags(YamlSection section)
    {
        var ways = s_selections.Count(section.Has);
        if (ways != 1)
            section.Refuse($"{section.Name} has {(ways == 0 ? "none" : "more than one")} of tag, tag_regex and semver_range; write exactly one of them");
        var tag = section.One("tag", Fields.TagText);
        var expression = section.One("tag_regex", TagExpression.Read);
        var range = section.One("semver_range", SemverRange.Read);
        return tag is not null ? new TagSelection.One(Tag.Parse(tag))
            : expression is not null ? new TagSelection.Matching(expression)
            : range is not null ? new TagSelection.Within(range)
            : null;
    }

    private sealed record Defaults(IReadOnlyList<ImagePlatform> Platforms, int? KeepLast, bool CheckDigest, bool Referrers);
}
