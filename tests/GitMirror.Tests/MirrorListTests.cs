using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class MirrorListTests
{
    private static readonly UrlRules s_strict = new(AllowHttp: false, AllowPrivate: false);

    [Fact]
    public void A_list_names_mirrors_and_what_of_them_is_wanted()
    {
        var (mirrors, mistakes) = MirrorList.Parse("mirrors.yaml", """
            mirrors:
              - name: app
                upstream: https://example.org/team/app.git
              - name: tool
                upstream: https://example.org/tool
                refspec: [refs/heads/main, refs/tags/v*]
                skip: true
                lfs: false
            """, s_strict);

        Assert.Empty(mistakes);
        Assert.Equal(["app", "tool"], mirrors.Select(mirror => mirror.Name.Value), StringComparer.Ordinal);
        Assert.True(mirrors[0].Includes("refs/heads/feature/one") && mirrors[0].Includes("refs/tags/v1") && !mirrors[0].Includes("refs/pull/1/head"));
        Assert.True(mirrors[1].Skip && mirrors[1].Includes("refs/tags/v1") && !mirrors[1].Includes("refs/heads/other"));
    }

    [Fact]
    public void A_directory_in_the_place_of_the_list_is_told_with_what_to_do()
    {
        var directory = AppContext.BaseDirectory.TrimEnd('/');

        Assert.Equal(
            [$"{directory}: this is a directory, as Docker makes one where a file that is to be mounted is missing; remove it (rmdir), put the list there, and start again"],
            MirrorList.Read(directory, s_strict).Mistakes);
        Assert.Equal(
            [$"{directory}/mirrors.yaml: there is no such file; name yours in MIRROR_LIST"],
            MirrorList.Read($"{directory}/mirrors.yaml", s_strict).Mistakes);
    }

    [Theory]
    [InlineData("file:///srv/other.git", "is of the kind file, which is not fetched from; write an https address")]
    [InlineData("/srv/other.git", "is of the kind file, which is not fetched from; write an https address")]
    [InlineData("ext::sh -c id", "is no address; write one like https://host/group/project.git")]
    [InlineData("ext::id", "is of the kind ext, which is not fetched from; write an https address")]
    [InlineData("git://example.org/app.git", "is of the kind git, which is not fetched from; write an https address")]
    [InlineData("ssh://git@example.org/app.git", "is of the kind ssh, which is not fetched from; write an https address")]
    [InlineData("git@example.org:team/app.git", "is no address; write one like https://host/group/project.git")]
    [InlineData("--upload-pack=id", "is no address; write one like https://host/group/project.git")]
    [InlineData("http://example.org/app.git", "is not encrypted; write https, or set MIRROR_ALLOW_HTTP=true")]
    [InlineData("https://me:secret@example.org/app.git", "has a user name or password, which would be seen in process lists and logs; take it out")]
    [InlineData("https://example.org/app.git#main", "has a '#', and git has no such addresses; take it and what follows out, and write the branch as refspec")]
    [InlineData("https://example.org/app.git?a=b", "has a '?', and git would put its own question behind it; take it and what follows out")]
    [InlineData("https://example.org", "names a server and no repository; write the whole address")]
    public void A_bad_address_is_refused_in_one_sentence(string address, string sentence)
    {
        Assert.Equal((null, sentence), GitUrl.Read(address, s_strict));
    }

    [Fact]
    public void A_host_name_that_no_resolver_takes_is_refused_in_the_list()
    {
        const string Sentence = "has a longer host name than there are: at most 253 characters, 63 between two dots; write its real one";
        var label = new string('a', 63);

        Assert.Equal((null, Sentence), GitUrl.Read($"https://{label}a.org/app.git", s_strict));
        Assert.Equal((null, Sentence), GitUrl.Read($"https://{label}.{label}.{label}.{label}/app.git", s_strict));
        Assert.Equal((null, Sentence), GitUrl.Read($"https://{string.Concat(Enumerable.Repeat("ab.", 100))}org/app.git", s_strict));
        Assert.NotNull(GitUrl.Read($"https://{label}.{label}.org/app.git", s_strict).Url);
        Assert.NotNull(GitUrl.Read($"https://{label}.org./app.git", s_strict).Url);
        Assert.NotNull(GitUrl.Read("https://[2001:db8::1]/app.git", s_strict).Url);
    }

    [Fact]
    public void A_password_in_an_address_is_not_repeated_in_the_sentence_that_refuses_it()
    {
        var (_, mistakes) = MirrorList.Parse("mirrors.yaml", "mirrors: [{ name: app, upstream: 'https://me:secret@example.org/app.git' }]", s_strict);

        Assert.DoesNotContain("secret", Assert.Single(mistakes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: app, upstream: ['https://u:SEKRET@h/x.git']")]
    [InlineData("name: app, upstream: 'https://h/x?private_token=SEKRET'")]
    [InlineData("name: app, upstream: ['https://h/x.git#SEKRET']")]
    [InlineData("name: app, upstream: 'https://h/x', destination: ['https://u:SEKRET@h/y']")]
    [InlineData("name: app, upstream: 'https://h/x', destination: 'https://h/y?t=SEKRET'")]
    [InlineData("name: app, upstream: 'https://h/x', refspec: 'https://u:SEKRET@h/x'")]
    [InlineData("name: 'https://u:SEKRET@h/x', upstream: 'https://h/x'")]
    [InlineData("name: 'u:SEKRET@h', upstream: 'https://h/x'")]
    [InlineData("name: app, upstream: 'https://h/x', skip: 'https://u:SEKRET@h/x'")]
    [InlineData("name: app, upstream: 'https://h/x', 'https://u:SEKRET@h/x': y")]
    [InlineData("name: app, upstream: 'https://h/x', 'https://u:SEKRET@h/x': y, 'https://u:SEKRET@h/x': y")]
    public void No_mistake_repeats_a_password_or_token_wherever_an_address_was_written(string mirror)
    {
        var (_, mistakes) = MirrorList.Parse("mirrors.yaml", $"mirrors: [{{ {mirror} }}]", s_strict);

        Assert.NotEmpty(mistakes);
        Assert.All(mistakes, mistake => Assert.DoesNotContain("SEKRET", mistake, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[{ name: a, upstream: 'https://h/x.git', destination: 'http://H:80/x/' }]", "mirrors.yaml:1:11: mirrors[0].destination is its own upstream; name another repository, or take it out")]
    [InlineData("[{ name: a, upstream: 'https://h:8443/x.git', destination: 'https://h:8443/x' }]", "mirrors.yaml:1:11: mirrors[0].destination is its own upstream; name another repository, or take it out")]
    [InlineData(
        "[{ name: a, upstream: 'https://h/x', destination: 'https://d/x.git' }, { name: b, upstream: 'https://h/y', destination: 'https://D/x' }]",
        "mirrors.yaml:1:81: mirrors[1].destination is that of 'a', too, and each would undo what the other pushes; name another repository")]
    public void A_destination_that_is_the_upstream_or_that_of_another_mirror_is_refused(string mirrors, string mistake)
    {
        Assert.Equal([mistake], MirrorList.Parse("mirrors.yaml", $"mirrors: {mirrors}", s_strict with { AllowHttp = true }).Mistakes);
    }

    [Fact]
    public void Another_port_is_another_repository()
    {
        Assert.Empty(MirrorList.Parse("mirrors.yaml", "mirrors: [{ name: a, upstream: 'https://h/x', destination: 'https://h:8443/x' }]", s_strict).Mistakes);
    }

    [Theory]
    [InlineData("mirrors: [{ name: app, upstraem: x }]", "mirrors.yaml:1:11: mirrors[0] has no upstream")]
    [InlineData("mirrors: [{ name: app, upstraem: x }]", "mirrors.yaml:1:24: mirrors[0].upstraem is not known; did you mean upstream?")]
    [InlineData("mirrors: [{ name: ../etc, upstream: 'https://h/x' }]", "mirrors.yaml:1:19: mirrors[0].name: '../etc' is no name of a mirror; write letters, digits, '.', '_' and '-', at most 100, the first one a letter or digit")]
    [InlineData("mirrors: [{ name: a, upstream: 'https://h/x' }, { name: A, upstream: 'https://h/y' }]", "mirrors.yaml:1:49: mirrors[1].name is 'A', which another mirror has; names differ by more than case")]
    [InlineData("mirrors: [{ name: a, upstream: 'https://h/x', refspec: '--upload-pack=id' }]", "mirrors.yaml:1:56: mirrors[0].refspec: '--upload-pack=id' is outside of branches and tags; begin with refs/heads/ or refs/tags/")]
    [InlineData("mirrors: [{ name: a, upstream: 'https://h/x', refspec: 'refs/heads/a:refs/heads/b' }]", "mirrors.yaml:1:56: mirrors[0].refspec: 'refs/heads/a:refs/heads/b' is no ref; write a full name with at most one '*', and the same name is used here as there")]
    [InlineData("mirors: []", "mirrors.yaml:1:1: there is no list 'mirrors'; write one, or `mirrors: []` for none")]
    public void A_mistake_is_told_with_its_place(string text, string mistake)
    {
        Assert.Contains(mistake, MirrorList.Parse("mirrors.yaml", text, s_strict).Mistakes, StringComparer.Ordinal);
    }
}
