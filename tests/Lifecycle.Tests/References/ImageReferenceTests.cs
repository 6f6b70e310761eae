using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.References;

public sealed class ImageReferenceTests
{
    private const string Digest = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData("alpine", "docker.io/library/alpine")]
    [InlineData("alpine:3.21", "docker.io/library/alpine:3.21")]
    [InlineData("grafana/loki", "docker.io/grafana/loki")]
    [InlineData("docker.io/alpine", "docker.io/library/alpine")]
    [InlineData("index.docker.io/library/alpine", "docker.io/library/alpine")]
    [InlineData("registry-1.docker.io/library/alpine", "docker.io/library/alpine")]
    [InlineData("DOCKER.IO/alpine", "docker.io/library/alpine")]
    [InlineData("quay.io/team/app", "quay.io/team/app")]
    [InlineData("quay.io:443/team/app", "quay.io/team/app")]
    [InlineData("registry:5000/app", "registry:5000/app")]
    [InlineData("localhost/app:1", "localhost/app:1")]
    [InlineData("registry/app", "docker.io/registry/app")]
    [InlineData("[2001:db8::1]:5000/app:v1", "[2001:db8::1]:5000/app:v1")]
    [InlineData("127.0.0.1:5000/a/b/c", "127.0.0.1:5000/a/b/c")]
    [InlineData($"alpine@{Digest}", $"docker.io/library/alpine@{Digest}")]
    [InlineData($"r:1/alpine:3@{Digest}", $"r:1/alpine:3@{Digest}")]
    public void Every_spelling_of_an_image_is_one(string text, string one)
    {
        var image = ImageReference.Read(text).Image!;

        Assert.Equal(one, $"{image}");
        Assert.Equal(image, ImageReference.Read(one).Image);
    }

    [Theory]
    [InlineData("", "is no image; write one like registry:5000/team/app or docker.io/library/alpine")]
    [InlineData("r:1/", "is no image; write one like registry:5000/team/app or docker.io/library/alpine")]
    [InlineData("r:1/a//b", "is no image; write one like registry:5000/team/app or docker.io/library/alpine")]
    [InlineData("r:1/host:5000/app", "is no image; write one like registry:5000/team/app or docker.io/library/alpine")]
    [InlineData("r:1/App", "has upper-case letters, which no registry takes; write lower case")]
    [InlineData("Alpine", "has upper-case letters, which no registry takes; write lower case")]
    [InlineData("r:99999/a", "begins with no registry; write its host and port, such as registry:5000/team/app or docker.io/library/alpine")]
    [InlineData("-r.io/a", "begins with no registry; write its host and port, such as registry:5000/team/app or docker.io/library/alpine")]
    [InlineData("https://r.io/a", "has a scheme; leave it away, and write host/repository")]
    [InlineData("r:1/a:", "has a tag that is none; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first")]
    [InlineData("r:1/a:.x", "has a tag that is none; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first")]
    [InlineData("r:1/a@sha256:12", "has a digest that is none; write sha256: and 64 hex digits behind '@', or leave it away")]
    public void What_is_no_image_is_refused(string text, string mistake) => Assert.Equal((null, mistake), ImageReference.Read(text));

    [Fact]
    public void A_tag_and_a_digest_take_each_others_place()
    {
        var image = ImageReference.Read($"r:1/a:1@{Digest}").Image!;

        Assert.Equal("r:1/a:2", $"{image.WithTag(Tag.Parse("2"))}");
        Assert.Equal($"r:1/a@{Digest}", $"{image.WithDigest(Oci.Digest.Parse(Digest))}");
        Assert.Equal("r:1/a", $"{image.WithoutTag()}");
        Assert.Equal("r:1/a", image.Name);
    }

    [Theory]
    [InlineData("r:1", "x", "r:1/x")]
    [InlineData("Registry.example.com/team/bases", "x", "registry.example.com/team/bases/x")]
    public void A_prefix_begins_repositories(string prefix, string name, string image) => Assert.Equal(image, $"{RepositoryPrefix.Read(prefix).Prefix!.Of(name)}");

    [Theory]
    [InlineData("bases")]
    [InlineData("team/bases")]
    [InlineData("r:1/a:2")]
    [InlineData("r:1/A")]
    [InlineData("r:1/")]
    public void What_begins_none_is_refused(string text) => Assert.Null(RepositoryPrefix.Read(text).Prefix);

    [Theory]
    [InlineData("linux/amd64", true)]
    [InlineData("linux/arm/v7", true)]
    [InlineData("linux", false)]
    [InlineData("linux/", false)]
    [InlineData("linux/AMD64", false)]
    [InlineData("a/b/c/d", false)]
    public void A_platform_has_two_or_three_parts(string text, bool isOne)
    {
        Assert.Equal(isOne, ImagePlatform.Read(text).Platform is not null);
        Assert.Equal(isOne ? text : "", $"{ImagePlatform.Read(text).Platform}");
    }
}
