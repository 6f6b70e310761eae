using System.Collections.Immutable;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Retention;

/// <summary>The file that <c>RETENTION_FILE</c> names: ordered policies, and when space decides. Its JSON Schema is <c>retention.schema.json</c>.</summary>
/// <param name="Policies">In their order.</param>
/// <param name="Space">When space decides; null: the file does not say.</param>
public sealed record RetentionFile(RetentionPolicies Policies, SpaceLimits? Space)
{
    private const int Version = 1;
    private const int MostTags = int.MaxValue;

    /// <summary>Reads it.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="mistakes">Everything that is wrong with it; the result is of no use then.</param>
    public static RetentionFile Read(string yaml, YamlMistakes mistakes)
    {
        if (YamlSection.Parse(yaml, mistakes) is not { } root)
            return new RetentionFile(new RetentionPolicies([]), null);
        if (!root.Has("version"))
            root.Refuse($"version is missing; write version: {Version}");
        root.Number("version", Version, Version);
        var policies = root.Sections("policies").Select(Policy).ToImmutableArray();
        if (!root.Has("policies"))
            root.Refuse("policies are missing: without any, every repository is kept whole");
        var space = root.Section("space") is { } section ? Limits(section) : null;
        root.RefuseOthers();
        return new RetentionFile(new RetentionPolicies(policies), space);
    }

    private static RetentionPolicy Policy(YamlSection section)
    {
        var repositories = section.List("repositories", Pattern);
        if (!section.Has("repositories"))
            section.Refuse($"{section.Name}.repositories is missing; write the globs of those that the policy is for, such as team/** or '**' for all");
        var policy = new RetentionPolicy(Rules(section))
        {
            Name = section.Text("name") ?? section.Name,
            Repositories = [.. repositories],
            MinAge = section.Time("minAge") ?? TimeSpan.Zero,
            Protect = [.. section.List("protect", Pattern)],
            Cache = section.Section("cache") is { } cache ? Cache(cache) : null,
            IsDisabled = section.Switch("disabled") ?? false,
        };
        if (section.IsSound && !policy.IsDisabled && policy.Rules.IsEmpty)
            section.Refuse($"{section.Name} would keep no tag; write keepLast, keepWithin, keepTags or keepSemver, or disabled: true to keep all");
        section.RefuseOthers();
        return policy;
    }

    private static ImmutableArray<RetentionRule> Rules(YamlSection section)
    {
        var rules = ImmutableArray.CreateBuilder<RetentionRule>();
        var groupBy = section.List("groupBy", Pattern);
        var digests = Count(section);
        if (section.Number("keepLast", 0, MostTags) is { } last and > 0)
            rules.Add(new KeepLast(last, groupBy is [var group, ..] ? group : null, digests));
        else if (section.IsSound && (section.Has("groupBy") || section.Has("count")))
            section.Refuse($"{section.Name} has groupBy or count without keepLast, whose slots they are about");
        if (groupBy.Any(pattern => pattern.GroupCount != 1) || groupBy.Count > 1)
            section.Refuse($"{section.Name}.groupBy is not one regular expression with one group (others are written (?:…)); write what comes before a build number as /^(.+)-[0-9]+$/");
        if (Positive(section, "keepWithin") is { } within)
            rules.Add(new KeepWithin(within));
        if (section.List("keepTags", Pattern) is [_, ..] names)
            rules.Add(new KeepTags(names));
        if (section.Section("keepSemver") is { } semver)
            rules.Add(Semver(semver));
        return rules.ToImmutable();
    }

    private static TimeSpan? Positive(YamlSection section, string key)
    {
        var time = section.Time(key);
        if (time == TimeSpan.Zero)
            section.Refuse($"{section.Name}.{key} is 0, which keeps nothing; write a longer time");
        return time;
    }

    private static bool Count(YamlSection section)
    {
        var count = section.Text("count");
        if (count is not (null or "tags" or "digests"))
            section.Refuse($"{section.Name}.count is '{count}'; write tags or digests");
        return count is "digests";
    }

    private static KeepSemver Semver(YamlSection section)
    {
        var rule = new KeepSemver(
            section.Number("majors", 1, MostTags), section.Number("minors", 1, MostTags), section.Number("patches", 1, MostTags),
            section.Number("preReleases", 0, MostTags) ?? 0);
        section.RefuseOthers();
        return rule;
    }

    private static CacheTags? Cache(YamlSection section)
    {
        var within = Positive(section, "keepWithin");
        if (!section.Has("keepWithin"))
            section.Refuse($"{section.Name}.keepWithin is missing; write how long a cache stays after its last push, such as 14d");
        var names = section.List("tags", Pattern);
        section.RefuseOthers();
        return within is { } time ? new CacheTags(time, names) : null;
    }

    private static SpaceLimits Limits(YamlSection section)
    {
        var most = section.Bytes("maxStoreBytes");
        if (most is > 0 and < SpaceLimits.LeastStoreBytes)
            section.Refuse($"{section.Name}.maxStoreBytes is less than 1 MiB; write {ByteSize.Expected}, or 0 for no limit");
        var limits = new SpaceLimits(section.Number("minFreePercent", 0, 90) ?? 0, most, section.Number("keepAtLeast", 1, MostTags) ?? 1);
        section.RefuseOthers();
        return limits;
    }

    private static (NamePattern? Pattern, string? Mistake) Pattern(string text) =>
        NamePattern.TryParse(text, out var pattern, out var mistake) ? (pattern, null) : (null, mistake);
}
