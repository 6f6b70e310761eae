using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Retention;

/// <summary>The verdict and the reason of every rule, and of rules together.</summary>
public sealed class RuleTests
{
    private const string Kaniko = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void KeepLast_keeps_the_newest() => Says(
        "keepLast: 1",
        """
        app:a  2d
        app:b  1d
        """,
        """
        keep  app:b  newest 1, number 1
        evict app:a  beyond the newest 1, number 2
        """);

    [Fact]
    public void KeepWithin_keeps_what_was_pushed_since() => Says(
        "keepWithin: 48h",
        """
        app:a  2d
        app:b  47h
        """,
        """
        keep  app:b  pushed within 2d
        evict app:a  not pushed within 2d
        """);

    [Fact]
    public void KeepTags_keeps_names_by_globs_and_expressions() => Says(
        "keepTags: [latest, 'v*', '/^rel-[0-9]+$/']",
        """
        app:latest  9d
        app:v1      9d
        app:rel-7   9d
        app:rel-x   9d
        app:xlatest 9d
        """,
        """
        evict app:xlatest  named like none of /^rel-[0-9]+$/, latest, v*
        keep  app:v1  named like v*
        evict app:rel-x  named like none of /^rel-[0-9]+$/, latest, v*
        keep  app:rel-7  named like /^rel-[0-9]+$/
        keep  app:latest  named like latest
        """);

    [Fact]
    public void KeepSemver_keeps_the_highest_majors_minors_and_patches_whenever_they_were_pushed() => Says(
        "keepSemver: {majors: 2, minors: 1, patches: 2, preReleases: 1}",
        """
        app:v3.1.0       1h
        app:v3.0.9       2h
        app:v2.5.2       3h
        app:2.5.10       4h
        app:2.5.1        5h
        app:v1.9.9       6h
        app:v4.0.0-rc.1  7h
        app:v4.0.0-rc.10 8h
        app:1.2          9h
        """,
        """
        keep  app:v3.1.0  version within the highest 2 majors, 1 minors of each, 2 patches of each
        evict app:v3.0.9  version beyond the highest 2 majors, 1 minors of each, 2 patches of each
        keep  app:v2.5.2  version within the highest 2 majors, 1 minors of each, 2 patches of each
        keep  app:2.5.10  version within the highest 2 majors, 1 minors of each, 2 patches of each
        evict app:2.5.1  version beyond the highest 2 majors, 1 minors of each, 2 patches of each
        evict app:v1.9.9  version beyond the highest 2 majors, 1 minors of each, 2 patches of each
        evict app:v4.0.0-rc.1  pre-release beyond the highest 1
        keep  app:v4.0.0-rc.10  highest 1 pre-releases, number 1
        evict app:1.2  no semantic version
        """);

    [Fact]
    public void What_looks_like_a_version_and_cannot_be_ranked_is_kept() => Says(
        "keepSemver: {majors: 1}",
        """
        app:2.0.0           1h
        app:1.0.0           2h
        app:2024.04.01      3h
        app:1.27.0123456789012 4h
        app:1.2.3.4         5h
        app:1.2.x           6h
        """,
        """
        keep  app:2.0.0  version within the highest 1 majors, all minors of each, all patches of each
        evict app:1.0.0  version beyond the highest 1 majors, all minors of each, all patches of each
        keep  app:2024.04.01  looks like a version, and cannot be ranked
        keep  app:1.27.0123456789012  looks like a version, and cannot be ranked
        keep  app:1.2.3.4  looks like a version, and cannot be ranked
        evict app:1.2.x  no semantic version
        """);

    [Fact]
    public void A_tag_whose_digest_is_not_known_stays_and_takes_no_slot() => Says(
        """
        keepLast: 1
            count: digests
        """,
        """
        app:b  1h
        app:a  2h =a
        """,
        """
        keep  app:b  what it points at could not be read
        keep  app:a  newest 1, number 1
        """);

    [Fact]
    public void A_cache_that_is_named_is_kept() => Says(
        """
        keepTags: buildcache-main
            cache: {keepWithin: 1d}
        """,
        """
        app:buildcache-main  9d
        app:buildcache-x     9d
        """,
        """
        evict app:buildcache-x  cache not pushed within 1d
        keep  app:buildcache-main  named like buildcache-main
        """);

    [Fact]
    public void GroupBy_keeps_the_newest_of_every_branch() => Says(
        """
        keepLast: 1
            groupBy: /^(.+)-[0-9]+$/
        """,
        """
        app:main-2  1h
        app:main-1  2h
        app:fix-9   3h
        app:fix-8   4h
        app:other   5h
        app:latest  6h
        """,
        """
        keep  app:main-2  newest 1, number 1 of main
        evict app:main-1  beyond the newest 1, number 2 of main
        keep  app:fix-9  newest 1, number 1 of fix
        evict app:fix-8  beyond the newest 1, number 2 of fix
        keep  app:other  newest 1, number 1
        evict app:latest  beyond the newest 1, number 2
        """);

    [Fact]
    public void Tags_of_one_digest_take_one_slot_where_digests_are_counted() => Says(
        """
        keepLast: 2
            count: digests
        """,
        """
        app:latest  1h =a
        app:v3      2h =a
        app:v2      3h =b
        app:v1      4h =c
        app:stable  5h =b
        """,
        """
        keep  app:latest  newest 2, number 1
        keep  app:v3  newest 2, number 1
        keep  app:v2  newest 2, number 2
        evict app:v1  beyond the newest 2, number 3
        keep  app:stable  newest 2, number 2
        """);

    [Fact]
    public void MinAge_spares_the_young() => Says(
        """
        keepLast: 1
            minAge: 1d
        """,
        """
        app:c  1h
        app:b  2h
        app:a  2d
        """,
        """
        keep  app:c  newest 1, number 1
        keep  app:b  younger than 1d
        evict app:a  beyond the newest 1, number 3
        """);

    [Fact]
    public void Protect_spares_names() => Says(
        """
        keepLast: 1
            protect: golden
        """,
        """
        app:b       1h
        app:golden  2d
        """,
        """
        keep  app:b  newest 1, number 1
        keep  app:golden  protected by golden
        """);

    [Fact]
    public void Caches_take_no_slot_and_go_by_age() => Says(
        """
        keepLast: 1
            cache: {keepWithin: 7d, tags: 'warm-*'}
        """,
        $"""
        app:buildcache         1h
        app:x-buildcache-arm   8d
        app:warm-1             8d
        app:v1                 2h
        app/cache:{Kaniko}     8d
        app/cache:latest       1h
        """,
        $"""
        keep  app:buildcache  cache pushed within 7d
        keep  app:v1  newest 1, number 1
        evict app:x-buildcache-arm  cache not pushed within 7d
        evict app:warm-1  cache not pushed within 7d
        keep  app/cache:latest  newest 1, number 1
        evict app/cache:{Kaniko}  cache not pushed within 7d
        """);

    [Fact]
    public void Disabled_keeps_everything() => Says(
        "disabled: true",
        "app:a  999d",
        "keep  app:a  policy policies[0] is disabled");

    [Fact]
    public void All_reasons_are_told_whichever_way_it_goes() => Says(
        """
        keepLast: 1
            keepWithin: 3h
            keepTags: v*
            keepSemver: {majors: 1}
        """,
        """
        app:x       1h
        app:v2.0.0  2h
        app:v1.0.0  4h
        app:y       5h
        """,
        """
        keep  app:x  newest 1, number 1; pushed within 3h
        keep  app:v2.0.0  pushed within 3h; named like v*; version within the highest 1 majors, all minors of each, all patches of each
        keep  app:v1.0.0  named like v*
        evict app:y  beyond the newest 1, number 4; not pushed within 3h; named like none of v*; no semantic version
        """);

    [Fact]
    public void A_signature_follows_its_subject_whatever_the_rules_are() => Says(
        "keepTags: v*",
        $"app:sha256-{new string('a', 64)}.sig  9d",
        $"keep  app:sha256-{new string('a', 64)}.sig  follows its subject");

    [Fact]
    public void The_first_policy_that_matches_decides_and_what_none_matches_is_kept_whole() =>
        Assert.Equal(
            """
            keep  team/app:b  newest 1, number 1
            evict team/app:a  beyond the newest 1, number 2
            evict other:a  not pushed within 1d
            keep  mine:a  no policy is for its repository
            """,
            new StagedRetention(
                """
                version: 1
                policies:
                  - repositories: team/**
                    keepLast: 1
                  - repositories: [other, 'team/*']
                    keepWithin: 1d
                """).Decide(
                """
                team/app:a  9d
                team/app:b  8d
                other:a     9d
                mine:a      9d
                """));

    private static void Says(string rules, string tags, string verdicts) =>
        Assert.Equal(verdicts, new StagedRetention($"version: 1\npolicies:\n  - repositories: '**'\n    {rules}\n").Decide(tags));
}
