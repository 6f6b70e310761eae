using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Retention;

/// <summary>The policy files of the README, as they stand there.</summary>
public sealed class ReadmePolicyTests
{
    private static readonly string s_kaniko = new('c', 64);

    [Fact]
    public void A_CI_cache_keeps_the_builds_of_every_branch() => Says(
        "- name: ci",
        """
        ci/app:main-9    4d
        ci/app:main-8    5d
        ci/app:main-7    6d
        ci/app:main-6    7d
        ci/app:main-5    8d
        ci/app:main-4    9d
        ci/app:fix-it-1  30d
        ci/app:latest    40d
        ci/app:odd       50d
        lib/app:old      99d
        """,
        ["ci/app:main-4"]);

    [Fact]
    public void A_registry_of_releases_keeps_by_version() => Says(
        "- name: releases",
        """
        release/app:v3.0.0       1d
        release/app:v2.4.1       2d
        release/app:v2.4.0       3d
        release/app:v2.3.7       4d
        release/app:v2.2.9       5d
        release/app:v2.1.0       6d
        release/app:v1.9.0       7d
        release/app:v1.0.0       8d
        release/app:v3.1.0-rc.3  9d
        release/app:v3.1.0-rc.2  10d
        release/app:v3.1.0-rc.1  11d
        release/app:3            12d
        release/app:v2.4         13d
        release/app:nightly      14d
        """,
        ["release/app:v2.4.0", "release/app:v2.1.0", "release/app:v1.9.0", "release/app:v3.1.0-rc.1", "release/app:nightly"]);

    [Fact]
    public void Caches_beside_images_go_by_age_and_take_no_slot() => Says(
        "- name: images and caches",
        string.Join('\n', Enumerable.Range(1, 11).Select(i => $"app:v{12 - i}  {i}h  ={(char)('a' + (i % 5))}")) + $"\napp:buildcache 13d\napp:buildcache-arm 15d\napp/cache:{s_kaniko} 15d\napp/cache:{s_kaniko[1..]}d 1d",
        ["app:buildcache-arm", $"app/cache:{s_kaniko}"]);

    [Fact]
    public void A_small_disk_keeps_three_and_a_month() => Says(
        "- name: everything",
        """
        app:d         31d
        app:c         32d
        app:b         33d
        app:golden-1  34d
        app:a         35d
        """,
        ["app:a"]);

    private static void Says(string policy, string tags, string[] gone)
    {
        var lines = new StagedRetention(Block(policy)).Decide(tags).Split('\n').ToList();

        Assert.Equal(string.Join(' ', gone), string.Join(' ', lines.FindAll(line => line.StartsWith("evict", StringComparison.Ordinal)).ConvertAll(line => line.Split(' ')[1])));
    }

    /// <summary>The YAML block of the README that holds a text.</summary>
    private static string Block(string text) => SourceTree.Read("README.md").Split("```yaml\n")[1..]
        .Select(block => block[..block.IndexOf("```", StringComparison.Ordinal)])
        .Single(block => block.Contains(text, StringComparison.Ordinal));
}
