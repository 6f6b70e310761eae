using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class ForgeSettingsTests
{
    [Theory]
    [InlineData("gitlab", "https://gitlab.com/", "https://gitlab.com/")]
    [InlineData("GitHub", "https://api.github.com/", "https://github.com/")]
    public void A_forge_that_is_well_known_needs_no_address(string provider, string address, string origin)
    {
        var (settings, errors) = Reading.Settings(("MIRROR_PROVIDER", provider), ("MIRROR_GROUP", "team"));

        Assert.Empty(errors);
        Assert.Equal((address, origin), (settings.Forge!.Url.AbsoluteUri, settings.Forge.Origin.AbsoluteUri));
    }

    [Fact]
    public void Forgejo_is_spoken_to_as_Gitea_and_git_may_give_the_token_to_its_server_alone()
    {
        var (settings, errors) = Reading.Settings(("MIRROR_PROVIDER", "forgejo"), ("MIRROR_GROUP", "team"), ("MIRROR_URL", "https://git.example.org:8443/forge/"), ("MIRROR_TOKEN", "secret"));

        Assert.Empty(errors);
        Assert.Equal((ForgeKind.Gitea, "https://git.example.org:8443/", "secret"), (settings.Forge!.Kind, settings.Forge.Origin.AbsoluteUri, settings.Forge.Token.Read()));
        Assert.DoesNotContain("secret", $"{settings}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gitlab", "", "https://g.example", "MIRROR_GROUP is not set; name the group, organisation or user whose projects are the mirrors")]
    [InlineData("gitlab", "a b", "https://g.example", "MIRROR_GROUP is no path of a group; write one like team or team/mirrors")]
    [InlineData("gitlab", "a/../b", "https://g.example", "MIRROR_GROUP is no path of a group; write one like team or team/mirrors")]
    [InlineData("gitea", "team", "", "MIRROR_URL is not set; write the address of your forge, like https://git.example.org")]
    [InlineData("gitea", "team", "git.example.org", "MIRROR_URL is no address; write one like https://git.example.org")]
    [InlineData("gitlab", "team", "http://127.0.0.1", "MIRROR_URL is not encrypted, so that the token could be read on the way; write https, or set MIRROR_ALLOW_HTTP=true")]
    [InlineData("gitlab", "team", "https://me:secret@g.example", "MIRROR_URL has a user name or password; take it out, and put the token into MIRROR_TOKEN_FILE")]
    [InlineData("list", "team", "", "MIRROR_GROUP has no effect while MIRROR_PROVIDER is list; write MIRROR_PROVIDER=gitlab, github or gitea, or take it out")]
    [InlineData("bitbucket", "", "", "MIRROR_PROVIDER=bitbucket is not known; write list or gitlab or github or gitea or forgejo")]
    public void A_mistake_in_the_settings_of_a_forge_is_one_sentence(string provider, string group, string address, string sentence)
    {
        Assert.Equal([sentence], Reading.Settings(("MIRROR_PROVIDER", provider), ("MIRROR_GROUP", group), ("MIRROR_URL", address)).Errors);
    }
}
