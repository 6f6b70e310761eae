using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class DescriptionTests
{
    private const string Place = "Settings > General > Project description";

    private static readonly UrlRules s_strict = new(AllowHttp: false, AllowPrivate: false);

    [Theory]
    [InlineData("https://example.org/team/app.git")]
    [InlineData("  https://example.org/team/app.git\n")]
    [InlineData("origin: https://example.org/team/app.git")]
    [InlineData("{origin: https://example.org/team/app.git}")]
    [InlineData("origin: https://example.org/team/app.git\ndestination: https://elsewhere.example/x.git\nnote: [whatever, {else: 1}]")]
    public void An_address_alone_and_the_map_of_bachp_name_the_same_upstream(string text)
    {
        var (description, fault) = ProjectDescription.Read(text, s_strict, Place);

        Assert.Null(fault);
        Assert.Equal("https://example.org/team/app.git", $"{description!.Upstream}");
        Assert.Equal((false, RefPattern.HeadsAndTags), (description.Skip, description.Refs));
    }

    [Fact]
    public void The_map_says_what_is_mirrored_and_what_is_left_alone()
    {
        var (description, _) = ProjectDescription.Read(
            "origin: https://example.org/app.git\nskip: true\nlfs: true\nrefspec:\n- +refs/heads/*:refs/heads/*\n- refs/tags/v*\n", s_strict, Place);

        Assert.True(description!.Skip && description.LargeFiles);
        Assert.Equal(["refs/heads/*", "refs/tags/v*"], description.Refs.Select(pattern => pattern.Value), StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/app.git#main", "main")]
    [InlineData("origin: 'https://example.org/app.git#main'", "main")]
    [InlineData("https://example.org/app.git#", null)]
    public void A_branch_behind_a_hash_is_left_away_and_the_whole_repository_is_mirrored(string text, string? fragment)
    {
        var (description, _) = ProjectDescription.Read(text, s_strict, Place);

        Assert.Equal(("https://example.org/app.git", fragment), ($"{description!.Upstream}", description.Fragment));
    }

    [Theory]
    [InlineData(null, "description-empty")]
    [InlineData("", "description-empty")]
    [InlineData(" \r\n ", "description-empty")]
    [InlineData("Our fork of the tool", "description-unreadable")]
    [InlineData("Our fork of https://example.org/app.git, with love", "description-unreadable")]
    [InlineData("https://example.org/app.git and some words", "description-unreadable")]
    [InlineData("Mirror: of the tool", "description-unreadable")]
    [InlineData("tool", "description-unreadable")]
    [InlineData("#12", "description-unreadable")]
    [InlineData("origin:", "description-unreadable")]
    [InlineData("origin: ", "description-unreadable")]
    [InlineData("{origin: [a, b]}", "description-unreadable")]
    [InlineData("origin: https://example.org/app.git\nskip: perhaps", "description-unreadable")]
    [InlineData("origin: https://example.org/app.git\nrefspec: []", "description-unreadable")]
    [InlineData("origin: *nothing here", "description-unreadable")]
    [InlineData("{", "description-unreadable")]
    [InlineData("http://example.org/app.git", "upstream-refused")]
    [InlineData("https://me:secret@example.org/app.git", "upstream-refused")]
    [InlineData("origin: https://me:secret@example.org/app.git", "upstream-refused")]
    [InlineData("git@example.org:team/app.git", "upstream-refused")]
    [InlineData("file:///srv/private.git", "upstream-refused")]
    [InlineData("--upload-pack=secret:/x", "upstream-refused")]
    [InlineData("ext::sh", "upstream-refused")]
    [InlineData("origin: https://example.org/app.git\nrefspec: ['--receive-pack=secret']", "refspec-refused")]
    [InlineData("origin: https://example.org/app.git\nrefspec: refs/heads/a:refs/heads/b", "refspec-refused")]
    [InlineData("origin: https://example.org/app.git\nrefspec: refs/pull/*", "refspec-refused")]
    public void What_names_no_upstream_is_told_with_its_cure_and_never_repeated(string? text, string code)
    {
        var (description, fault) = ProjectDescription.Read(text, s_strict, Place);

        Assert.Null(description);
        Assert.Equal(code, fault!.Code);
        Assert.Contains(Place, fault.Cure, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", $"{fault}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_made_to_break_a_parser_is_a_fault_of_its_own()
    {
        Assert.Equal("description-unreadable", ProjectDescription.Read($"{new string('[', 4000)} x", s_strict, Place).Fault!.Code);
        Assert.Equal("description-unreadable", ProjectDescription.Read($"origin: {new string('a', 100_000)}", s_strict, Place).Fault!.Code);
        Assert.Equal("description-unreadable", ProjectDescription.Read("a: &a [x]\norigin: [*a, *a]\norigin: 1", s_strict, Place).Fault!.Code);
    }
}
