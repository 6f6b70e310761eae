using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Registries;

public sealed class RegistryHeaderTests
{
    [Fact]
    public void One_line_may_hold_several_challenges_and_quotes_what_it_likes()
    {
        var found = AuthenticationChallenge.ReadAll(["Basic realm=\"a, b\", Bearer realm=\"https://auth/t\",service=reg.istry, scope=\"repository:a/b:pull,push\", error=\"x\\\"y\""]);

        Lists.Same(["basic", "bearer"], found.Select(challenge => challenge.Scheme));
        Assert.Equal(("a, b", "https://auth/t", "reg.istry", "repository:a/b:pull,push"), (found[0].Realm, found[1].Realm, found[1].Service, found[1].Scope));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("=")]
    [InlineData("Bearer realm=\"never closed")]
    public void Odd_lines_are_read_to_their_end(string line) => Assert.DoesNotContain(AuthenticationChallenge.ReadAll([line]), challenge => challenge.Scheme.Length == 0);

    [Theory]
    [InlineData("localhost:5000", true)]
    [InlineData("registry:5000", true)]
    [InlineData("127.0.0.1:5000", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1:80", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.1.1:5000", true)]
    [InlineData("[::1]:5000", true)]
    [InlineData("[2001:db8::1]:5000", false)]
    [InlineData("registry.local", true)]
    [InlineData("docker.io", false)]
    [InlineData("named.example.com", true)]
    [InlineData("secure:5000", false)]
    public void Registries_of_this_network_speak_http_and_others_do_not(string registry, bool plain) =>
        Assert.Equal(plain, new RegistryAddress(new RegistrySection { Insecure = ["named.example.com"], Secure = ["secure:5000"] }).IsPlainHttp(registry));

    [Fact]
    public void Docker_Hub_is_reached_under_another_name() =>
        Assert.Equal("https://registry-1.docker.io/v2/", new RegistryAddress(RegistrySection.Default).Root("docker.io").AbsoluteUri);
}
