using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Versions;

namespace RegistryJanitor.BuildRunner.Tests.Versions;

public sealed class TagTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly string[] s_templates = ["v{version}", "{major}.{minor}", "{major}", "latest", "upstream-{short_sha}"];

    [Fact]
    public void Templates_become_tags() =>
        Assert.Equal(
            "v1.4.9 1.4 1 latest upstream-01234567",
            string.Join(' ', TagTemplates.Fill(s_templates, new ReleaseVersion(1, 4, 9), Commit).Select(tag => tag.Tag)));

    [Theory]
    [InlineData("{major}.{minor}-{patch}", "1.4-9")]
    [InlineData("{sha}", Commit)]
    public void Every_place_can_be_filled(string template, string tag) =>
        Assert.Equal(tag, TagTemplates.Fill([template], new ReleaseVersion(1, 4, 9), Commit)[0].Tag.Value);

    [Theory]
    [InlineData("{versoin}", "a tag of the request has {versoin}, which is not known; did you mean {version}?")]
    [InlineData("v{version", "a tag of the request 'v{version' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first")]
    [InlineData("{version}", "a tag of the request wants {version}, and there is no version; write \"version\": \"conventional\" or another tag")]
    [InlineData("{sha}", "a tag of the request wants {sha}, and only a mirror has commits; write \"context\": {\"mirror\": ...} or another tag")]
    [InlineData("--force", "a tag of the request '--force' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first")]
    [InlineData("$(id)", "a tag of the request '$(id)' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first")]
    [InlineData("", "a tag of the request '' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first")]
    public void What_becomes_no_tag_is_refused(string template, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ContextRefusedException>(() => TagTemplates.Fill([template], null, null)).Message);

    [Theory]
    [InlineData("1.4.9", "2.0.0 1.4.8", "v1.4.9 1.4 1 upstream-01234567")]
    [InlineData("1.4.9", "1.5.0 1.4.8", "v1.4.9 1.4 upstream-01234567")]
    [InlineData("1.4.9", "1.4.10 0.9.0", "v1.4.9 upstream-01234567")]
    [InlineData("2.0.0", "1.9.9 1.10.0 2.0.0", "v2.0.0 2.0 2 latest upstream-01234567")]
    [InlineData("0.1.0", "", "v0.1.0 0.1 0 latest upstream-01234567")]
    public void Floating_tags_only_move_forward(string built, string released, string pushed)
    {
        Assert.True(ReleaseVersion.TryParse(built, out var version));
        var moves = FloatingTags.Decide(TagTemplates.Fill(s_templates, version, Commit), version, FloatingTags.VersionsIn(released.Split(' '), s_templates));
        Assert.Equal(pushed, string.Join(' ', moves.Where(move => move.Pushed).Select(move => move.Tag.Tag)));
        Assert.DoesNotContain(moves, move => move.Reason.Length == 0);
    }

    [Fact]
    public void A_family_of_tags_has_its_own_releases()
    {
        string[] templates = ["{version}-alpine", "alpine"];
        var version = new ReleaseVersion(1, 4, 9);
        var moves = FloatingTags.Decide(TagTemplates.Fill(templates, version, null), version, FloatingTags.VersionsIn(["2.0.0-alpine", "latest", "v1.x"], templates));
        Assert.Equal([true, false], moves.Select(move => move.Pushed));
        Assert.Equal("2.0.0 is released, and 1.4.9 is older", moves[1].Reason);
    }

    [Fact]
    public void Without_a_version_nothing_is_older() =>
        Assert.All(FloatingTags.Decide(TagTemplates.Fill(["latest"], null, null), null, [new ReleaseVersion(9, 0, 0)]), move => Assert.True(move.Pushed));
}
