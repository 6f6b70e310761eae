namespace RegistryJanitor.Oci.Tests;

public class MediaTypeTests
{
    [Theory]
    [InlineData("application/vnd.oci.image.manifest.v1+json", true, false, true)]
    [InlineData("application/vnd.docker.distribution.manifest.v2+json", true, false, true)]
    [InlineData("application/vnd.oci.image.index.v1+json", false, true, true)]
    [InlineData("application/vnd.docker.distribution.manifest.list.v2+json", false, true, true)]
    [InlineData("application/vnd.oci.artifact.manifest.v1+json", false, false, true)]
    [InlineData("application/vnd.docker.distribution.manifest.v1+json", false, false, true)]
    [InlineData("application/vnd.docker.distribution.manifest.v1+prettyjws", false, false, true)]
    [InlineData("application/vnd.oci.image.layer.v1.tar+gzip", false, false, false)]
    [InlineData("application/vnd.oci.empty.v1+json", false, false, false)]
    [InlineData("application/vnd.oci.image.index.v1+json; charset=utf-8", false, false, false)]
    [InlineData("APPLICATION/vnd.oci.image.index.v1+json", false, false, false)]
    [InlineData("", false, false, false)]
    public void A_media_type_tells_what_has_references_of_its_own(string text, bool isImage, bool isIndex, bool isManifest)
    {
        var type = new MediaType(text);

        Assert.Equal(isImage, type.IsImageManifest);
        Assert.Equal(isIndex, type.IsIndex);
        Assert.Equal(isManifest, type.IsManifest);
    }

    [Fact]
    public void No_type_and_an_empty_type_are_the_same()
    {
        Assert.Equal(MediaType.None, new MediaType(""));
        Assert.Equal(MediaType.None.GetHashCode(), new MediaType("").GetHashCode());
        Assert.Equal("", MediaType.None.ToString());
    }
}
