using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.BuildRunner.Versions;

namespace RegistryJanitor.BuildRunner.Tests.Versions;

public sealed class MirrorVersionTests : IDisposable
{
    private readonly SourceStage _stage = new();

    private readonly SourceMirror _mirror;

    public MirrorVersionTests() => _mirror = _stage.Mirror();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task The_largest_change_of_all_commits_since_the_last_release_counts()
    {
        _mirror.Commit("first");
        _mirror.Git("tag", "v1.2.3");
        _mirror.Commit("feat(api): one more\n\nwith a body");
        var commit = _mirror.Commit("fix: a mistake");

        var version = await OfAsync(VersionMode.Conventional, commit);

        Assert.Equal(new ReleaseVersion(1, 3, 0), version.Version);
        Assert.Equal("2 commits since v1.2.3, the largest change is minor", version.Reason);
    }

    [Fact]
    public async Task Releases_are_ordered_by_number_and_pre_releases_and_other_tags_are_none()
    {
        _mirror.Commit("first");
        _mirror.Git("tag", "-m", "annotated", "1.10.0");
        _mirror.Commit("second");
        foreach (var tag in (string[])["v1.9.0", "v2.0.0-rc.1", "nightly", "v1.02.3", "release-2024"])
            _mirror.Git("tag", tag);
        Assert.Equal(new ReleaseVersion(1, 10, 1), (await OfAsync(VersionMode.Conventional, _mirror.Commit("third"))).Version);
    }

    [Fact]
    public async Task A_tag_that_is_not_an_ancestor_does_not_count()
    {
        _mirror.Commit("first");
        _mirror.Git("tag", "v1.4.8");
        _mirror.Git("branch", "maintenance");
        _mirror.Commit("feat!: new");
        _mirror.Git("tag", "v2.0.0");
        Assert.Equal(new ReleaseVersion(1, 4, 9), (await OfAsync(VersionMode.Conventional, _mirror.CommitOn("maintenance", "fix: old"))).Version);
    }

    [Theory]
    [InlineData(VersionMode.Conventional)]
    [InlineData(VersionMode.Seed)]
    public async Task A_tagged_commit_keeps_its_version(VersionMode mode)
    {
        var commit = _mirror.Commit("feat!: everything");
        _mirror.Git("tag", "v1.2.3");
        _mirror.Git("tag", "-m", "annotated", "v1.10.0");
        Assert.Equal(("1.10.0", "v1.10.0"), ($"{(await OfAsync(mode, commit)).Version}", (await OfAsync(mode, commit)).Tag));
    }

    [Theory]
    [InlineData("fix: a", "0.0.1")]
    [InlineData("feat: a", "0.1.0")]
    [InlineData("feat!: a", "0.1.0")]
    public async Task Without_a_release_counting_begins_at_zero_and_a_breaking_change_does_not_make_a_first_major_version(string message, string version) =>
        Assert.Equal(version, $"{(await OfAsync(VersionMode.Conventional, _mirror.Commit(message))).Version}");

    [Theory]
    [InlineData(VersionMode.Conventional)]
    [InlineData(VersionMode.Seed)]
    public async Task A_shallow_mirror_without_a_tag_is_refused(VersionMode mode)
    {
        var commit = _mirror.Commit("first");
        await File.WriteAllTextAsync(Path.Join(_mirror.Path, "shallow"), $"{commit}\n");
        var refusal = await Assert.ThrowsAsync<ContextRefusedException>(() => OfAsync(mode, commit));
        Assert.Contains("shallow clone without a version tag", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.2.3", "feat: x", "1.3.0")]
    [InlineData("v1.2.3", "feat(api): x", "1.2.4")]
    [InlineData("v1.2.3", "docs: this is not a breaking change", "2.0.0")]
    [InlineData("v1.2.3", "Merge branch 'x'\n\nfeat: x", "1.3.0")]
    [InlineData("v1.2.3-rc.1", "feat: x", "1.3.0")]
    [InlineData("v1", "feat: x", "1.1.0")]
    public async Task The_seed_mode_takes_the_nearest_tag_and_one_message(string tag, string message, string version)
    {
        _mirror.Commit("feat: first");
        _mirror.Git("tag", tag);
        _mirror.Commit("major: it is not looked at");
        Assert.Equal(version, $"{(await OfAsync(VersionMode.Seed, _mirror.Commit(message))).Version}");
    }

    [Fact]
    public async Task Where_the_pipeline_would_publish_nonsense_there_is_a_sentence()
    {
        _mirror.Commit("first");
        _mirror.Git("tag", "v1");
        var commit = _mirror.Commit("fix: x");
        var refusal = await Assert.ThrowsAsync<ContextRefusedException>(() => OfAsync(VersionMode.Seed, commit));
        Assert.StartsWith("the nearest tag is v1, and the version after it would be v1..1", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_tags_of_the_mirror_are_known_reachable_or_not()
    {
        _mirror.Commit("first");
        _mirror.Git("tag", "v1.0.0");
        _mirror.CommitOn("other", "other");
        _mirror.Git("tag", "v2.0.0", "other");
        Assert.Equal(["v1.0.0", "v2.0.0"], await new MirrorVersions(Git).TagNamesAsync(CancellationToken.None));
    }

    private MirrorGit Git => new("git", _mirror.Path, _stage.Root, TimeProvider.System);

    private Task<VersionDecision> OfAsync(VersionMode mode, string commit) => new MirrorVersions(Git).OfAsync(mode, commit, CancellationToken.None);
}
