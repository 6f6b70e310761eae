using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class SshCommandTests
{
    private static readonly UrlRules s_rules = new(AllowHttp: false, AllowPrivate: false) { AllowSsh = true };
    private static readonly SshFiles s_files = new("/etc/git-mirror/it's a key", "/etc/git-mirror/known");

    [Theory]
    [InlineData("ssh://git@example.org/team/app.git", "ssh://git@example.org/team/app.git")]
    [InlineData("ssh://git@example.org:2222/team/app.git", "ssh://git@example.org:2222/team/app.git")]
    [InlineData("git@example.org:team/app.git", "ssh://git@example.org/team/app.git")]
    [InlineData("git@example.org:/srv/app.git", "ssh://git@example.org/srv/app.git")]
    [InlineData("https://example.org/team/app.git", "https://example.org/team/app.git")]
    public void An_address_is_written_as_ssh_or_as_forges_show_it(string address, string written) => Assert.Equal(written, GitUrl.Read(address, s_rules).Url?.ToString());

    [Theory]
    [InlineData("ssh://-oProxyCommand=id/app.git")]
    [InlineData("ssh://-oProxyCommand=id@example.org/app.git")]
    [InlineData("-oProxyCommand=id@example.org:app.git")]
    [InlineData("git@-oProxyCommand=id:app.git")]
    [InlineData("ssh://me:s3cr3t@example.org/app.git")]
    [InlineData("ssh://example.org")]
    [InlineData("ssh://example.org/app.git#main")]
    [InlineData("ext::ssh git@example.org:app.git")]
    [InlineData("file:///srv/app.git")]
    public void An_address_that_is_an_option_or_holds_a_password_is_refused(string address)
    {
        var (url, mistake) = GitUrl.Read(address, s_rules);

        Assert.Null(url);
        Assert.DoesNotContain("s3cr3t", mistake, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ssh://git@example.org/app.git", "example.org:22:192.0.2.1,192.0.2.2", "-o 'HostName=192.0.2.1' -o 'HostKeyAlias=example.org'")]
    [InlineData("ssh://git@example.org:2222/app.git", "example.org:2222:[2001:db8::1]", "-o 'HostName=2001:db8::1' -o 'HostKeyAlias=[example.org]:2222'")]
    public void The_address_that_was_judged_is_connected_to_and_the_key_is_looked_up_by_name(string address, string pin, string options) =>
        Assert.EndsWith(options, SshCommand.Of(s_files, GitUrl.Read(address, s_rules).Url!, pin), StringComparison.Ordinal);

    [Fact]
    public void Nothing_of_this_users_ssh_is_used_and_paths_are_quoted()
    {
        var line = SshCommand.Of(s_files, GitUrl.Read("ssh://git@example.org/app.git", s_rules).Url!, null);

        Assert.StartsWith("ssh -F /dev/null -o 'BatchMode=yes' -o 'StrictHostKeyChecking=yes'", line, StringComparison.Ordinal);
        Assert.Contains("""-o 'IdentityFile="/etc/git-mirror/it'\''s a key"'""", line, StringComparison.Ordinal);
        Assert.Contains("-o 'IdentityAgent=none'", line, StringComparison.Ordinal);
        Assert.DoesNotContain("HostName", line, StringComparison.Ordinal);
    }

    [Fact]
    public void Ssh_without_a_key_and_known_hosts_is_a_mistake_in_the_settings()
    {
        var read = Reader(("MIRROR_ALLOW_SSH", "true"));
        MirrorSettings.Read(read);
        Assert.Equal(["MIRROR_ALLOW_SSH=true needs MIRROR_SSH_KEY_FILE and MIRROR_SSH_KNOWN_HOSTS; set both"], read.Errors());

        read = Reader(("MIRROR_ALLOW_SSH", "true"), ("MIRROR_SSH_KEY_FILE", "/k"), ("MIRROR_SSH_KNOWN_HOSTS", "/h"), ("MIRROR_MAX_BYTES", "10GiB"), ("MIRROR_MAINTENANCE_DAYS", "0"));
        var settings = MirrorSettings.Read(read);
        Assert.Empty(read.Errors());
        Assert.True(settings.Rules.AllowSsh);
        Assert.Equal(new SshFiles("/k", "/h"), settings.Access.Ssh);
        Assert.Equal(new RepositoryLimits(10L << 30, 1L << 30, null), settings.Repositories);
    }

    private static SettingsReader Reader(params (string Name, string Value)[] settings) => new(
        new Microsoft.Extensions.Configuration.ConfigurationBuilder()
            .Add(new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
            {
                InitialData = settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Name, setting.Value)),
            })
            .Build(),
        MirrorSettings.Prefixes);
}
