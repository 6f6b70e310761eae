using System.Text;
using RegistryJanitor.Lifecycle.Images.Joining;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Images.Joining;

public sealed class PlatformIndexTests
{
    private static readonly Dictionary<string, string> s_annotations = new(StringComparer.Ordinal) { ["version"] = "1+2", ["created"] = "2026-11-20T10:00:00Z" };

    [Fact]
    public void Images_of_OCI_become_an_index_that_says_what_it_is()
    {
        var index = PlatformIndex.Of([Image(new("linux", "arm", "v7"), MediaType.OciManifest, 'a'), Image(new("linux", "amd64", null), MediaType.OciManifest, 'b')], s_annotations);

        Assert.Equal(
            $$$"""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[{{{Entry("oci.image.manifest.v1", 'a', "arm", ",\"variant\":\"v7\"")}}},{{{Entry("oci.image.manifest.v1", 'b', "amd64")}}}],"annotations":{"created":"2026-11-20T10:00:00Z","version":"1+2"}}""",
            Encoding.UTF8.GetString(index.Bytes.Span));
        Assert.Equal(MediaType.OciIndex, index.MediaType);
        Assert.IsType<Manifest.Index>(ManifestReader.Read(index.Bytes.Span));
    }

    [Fact]
    public void Images_of_Docker_become_its_list_which_has_no_annotations()
    {
        var list = PlatformIndex.Of([Image(new("linux", "amd64", null), MediaType.DockerManifest, 'a')], s_annotations);

        Assert.Equal(
            $$$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json","manifests":[{{{Entry("docker.distribution.manifest.v2", 'a', "amd64")}}}]}""",
            Encoding.UTF8.GetString(list.Bytes.Span));
        Assert.Equal(MediaType.DockerManifestList, list.MediaType);
    }

    [Fact]
    public void Images_of_both_kinds_become_an_index() => Assert.Equal(
        MediaType.OciIndex,
        PlatformIndex.Of([Image(new("linux", "amd64", null), MediaType.DockerManifest, 'a'), Image(new("linux", "arm64", null), MediaType.OciManifest, 'b')], s_annotations).MediaType);

    private static PlatformImage Image(ImagePlatform platform, MediaType type, char digit) => new(platform, new Descriptor(type, Digest.Parse($"sha256:{new string(digit, 64)}"), 7));

    private static string Entry(string type, char digit, string architecture, string variant = "") =>
        $$$"""{"mediaType":"application/vnd.{{{type}}}+json","digest":"sha256:{{{new string(digit, 64)}}}","size":7,"platform":{"architecture":"{{{architecture}}}","os":"linux"{{{variant}}}}}""";
}
