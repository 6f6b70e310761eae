using Microsoft.Extensions.Configuration;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Tests.Web;

public sealed class HttpSettingsTests
{
    [Fact]
    public void Nothing_listens_and_nobody_may_ask_unless_it_is_set()
    {
        var (settings, errors) = Read();

        Assert.Equal(new HttpSettings(null, null), settings.Http);
        Assert.Equal(new ReportSettings("/tmp/git-mirror-health.json", null, null), settings.Reports);
        Assert.Empty(errors);
    }

    [Fact]
    public void A_port_alone_is_on_the_loopback()
    {
        var (settings, errors) = Read(("MIRROR_HTTP_PORT", "9181"), ("MIRROR_WEBHOOK_SECRET", "known"));

        Assert.Equal(("127.0.0.1:9181", "known"), ($"{settings.Http.EndPoint}", settings.Http.WebhookSecret));
        Assert.Empty(errors);
    }

    [Fact]
    public void A_secret_can_stand_in_a_file_of_its_own()
    {
        var file = Path.Join(AppContext.BaseDirectory, "webhook.secret");
        File.WriteAllText(file, "known\n");

        Assert.Equal("known", Read(("MIRROR_WEBHOOK_SECRET_FILE", file)).Settings.Http.WebhookSecret);
    }

    [Theory]
    [InlineData("MIRROR_HTTP_PORT", "65536", "MIRROR_HTTP_PORT=65536 is out of range; write a whole number from 0 to 65535")]
    [InlineData("MIRROR_JUNIT_FILE", "report.xml", "MIRROR_JUNIT_FILE=report.xml is a relative path; write one that starts with /")]
    [InlineData("MIRROR_WEBHOOK_SECRT", "known", "MIRROR_WEBHOOK_SECRT is not a setting; did you mean MIRROR_WEBHOOK_SECRET?")]
    [InlineData("MIRROR_WEBHOOK_SECRET", "known", "MIRROR_WEBHOOK_SECRET has no effect while MIRROR_HTTP_PORT is 0, so that no webhook can come; set the port, or take it out")]
    [InlineData("MIRROR_SSH_KEY_FILE", "/k", "MIRROR_SSH_KEY_FILE has no effect while MIRROR_ALLOW_SSH is false; set MIRROR_ALLOW_SSH=true, or take it out")]
    [InlineData("MIRROR_TOKEN", "secret", "MIRROR_TOKEN has no effect while MIRROR_PROVIDER is list; write MIRROR_PROVIDER=gitlab, github or gitea, or take it out")]
    public void Mistakes_are_told_with_their_cure(string name, string value, string mistake) => Assert.Equal([mistake], Read((name, value)).Errors);

    [Fact]
    public void A_secret_whose_file_is_missing_is_told() => Assert.Equal(
        ["MIRROR_WEBHOOK_SECRET_FILE names a file that does not exist; give the path of a file that this process may read"],
        Read(("MIRROR_HTTP_PORT", "9181"), ("MIRROR_WEBHOOK_SECRET_FILE", "/no/such/file")).Errors);

    [Fact]
    public void A_token_of_the_machine_that_is_not_named_as_ours_is_no_mistake_without_a_forge() => Assert.Empty(Read(("PRIVATE_TOKEN", "secret")).Errors);

    private static (MirrorSettings Settings, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] values)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection(values.ToDictionary(one => one.Name, one => (string?)one.Value, StringComparer.Ordinal)).Build(), MirrorSettings.Prefixes);
        return (MirrorSettings.Read(reader), reader.Errors());
    }
}
