using System.Text;
using RegistryJanitor.Daemon.Http;
using RegistryJanitor.GitMirror.Web;

namespace RegistryJanitor.GitMirror.Tests.Web;

public sealed class WebhookSecretTests
{
    // The example of GitHub's documentation, "Validating webhook deliveries".
    private const string Secret = "It's a Secret to Everybody";
    private const string Body = "Hello, World!";
    private const string Signature = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private readonly WebhookSecret _secret = new(Secret);

    [Theory]
    [InlineData("X-Gitlab-Token", Secret)]
    [InlineData("Authorization", $"Bearer {Secret}")]
    [InlineData("authorization", $"bearer {Secret}")]
    [InlineData("X-Hub-Signature-256", $"sha256={Signature}")]
    [InlineData("X-Gitea-Signature", Signature)]
    [InlineData("X-Gitea-Signature", "757107EA0EB2509FC211221CCE984B8A37570B6D7586C22C46F4379C8B043E17")]
    public void Each_forge_shows_it_in_its_own_way(string header, string value) => Assert.True(Knows(header, value, Body));

    [Theory]
    [InlineData("X-Gitlab-Token", "")]
    [InlineData("X-Gitlab-Token", "It's a Secret to Everybod")]
    [InlineData("X-Gitlab-Token", "It's a Secret to Everybody ")]
    [InlineData("X-Gitlab-Token", Signature)]
    [InlineData("Authorization", Secret)]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", $"Basic {Secret}")]
    [InlineData("X-Hub-Signature-256", Signature)]
    [InlineData("X-Hub-Signature-256", "sha256=")]
    [InlineData("X-Hub-Signature-256", $"sha1={Signature}")]
    [InlineData("X-Gitea-Signature", $"sha256={Signature}")]
    [InlineData("X-Other", Secret)]
    public void Nothing_else_will_do(string header, string value) => Assert.False(Knows(header, value, Body));

    [Fact]
    public void A_signature_holds_for_the_body_that_was_signed_alone() => Assert.False(Knows("X-Hub-Signature-256", $"sha256={Signature}", "Hello, World"));

    [Fact]
    public void A_secret_beyond_ASCII_is_UTF_8_on_the_wire() =>
        Assert.True(new WebhookSecret("Geheimnis für alle").IsKnownTo(Request("X-Gitlab-Token", Encoding.Latin1.GetString("Geheimnis für alle"u8), "")));

    private bool Knows(string header, string value, string body) => _secret.IsKnownTo(Request(header, value, body));

    private static HttpRequest Request(string header, string value, string body) => new("POST", "/sync", "")
    {
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [header] = value },
        Body = Encoding.UTF8.GetBytes(body),
    };
}
