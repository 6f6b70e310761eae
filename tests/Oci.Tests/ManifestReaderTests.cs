using System.Text;

namespace RegistryJanitor.Oci.Tests;

public class ManifestReaderTests
{
    private const string Digest1 = "sha256:1111111111111111111111111111111111111111111111111111111111111111";
    private const string Digest2 = "sha256:2222222222222222222222222222222222222222222222222222222222222222";
    private const string Config = """ "config":{"digest":"sha256:1111111111111111111111111111111111111111111111111111111111111111","size":1} """;
    private const string Layers = """ "layers":[{"digest":"sha256:2222222222222222222222222222222222222222222222222222222222222222","size":2}] """;
    private const string Manifests = """ "manifests":[{"digest":"sha256:2222222222222222222222222222222222222222222222222222222222222222","size":2}] """;

    [Fact]
    public void A_docker_image_references_its_config_and_its_layers()
    {
        var image = Assert.IsType<Manifest.Image>(Read(SampleManifests.DockerSchema2));

        Assert.Equal(new Descriptor(
            new MediaType("application/vnd.docker.container.image.v1+json"),
            Digest.Parse("sha256:05455a08881ea9cf0e752bc48e61bbd71a34c029bb13df01e40e3e70e0d007bd"),
            1469), image.Config);
        Assert.Equal([1534685324, 2811969], image.Layers.Select(l => l.Size));
        Assert.Equal(image.Layers.Prepend(image.Config!.Value), image.References);
        Assert.Null(image.Subject);
    }

    [Fact]
    public void A_foreign_layer_is_referenced_and_known_to_have_urls()
    {
        var image = Assert.IsType<Manifest.Image>(Read(SampleManifests.DockerSchema2));

        Assert.Equal([true, false], image.Layers.Select(l => l.HasUrls));
        Assert.False(Layer("""[{"digest":"DIGEST","urls":[]}]""").HasUrls);
        Assert.False(Layer("""[{"digest":"DIGEST","urls":null}]""").HasUrls);
        Assert.True(Layer("""[{"urls":["https://a","https://b"],"digest":"DIGEST"}]""").HasUrls);
    }

    [Fact]
    public void A_manifest_list_references_its_platforms() =>
        Assert.Equal(2, Assert.IsType<Manifest.Index>(Read(SampleManifests.DockerManifestList)).Manifests.Length);

    [Fact]
    public void An_image_without_a_media_type_is_recognised_by_its_config_and_layers() =>
        Assert.Equal(
            ["b5b2b2c5", "9834876d", "3c3a4604"],
            Assert.IsType<Manifest.Image>(Read(SampleManifests.OciImage)).References.Select(d => d.Digest.Hex[..8]));

    [Theory]
    [InlineData("")]
    [InlineData(""" "mediaType":"", """)]
    [InlineData(""" "mediaType":null, """)]
    public void An_index_without_a_media_type_is_recognised_by_its_manifests(string mediaType) =>
        Assert.IsType<Manifest.Index>(Read($$"""{"schemaVersion":2,{{mediaType}}{{Manifests}}}"""));

    [Fact]
    public void The_attestation_of_a_BuildKit_image_is_referenced_like_its_platforms()
    {
        var index = Assert.IsType<Manifest.Index>(Read(SampleManifests.BuildKitIndex));

        Assert.Equal(["eb4fdce0", "0d1c2b3a"], index.References.Select(d => d.Digest.Hex[..8]));
        Assert.All(index.Manifests, d => Assert.True(d.MediaType.IsImageManifest));
    }

    [Fact]
    public void The_entries_of_a_BuildKit_cache_are_no_manifests()
    {
        var index = Assert.IsType<Manifest.Index>(Read(SampleManifests.BuildKitCache));

        Assert.All(index.Manifests, d => Assert.False(d.MediaType.IsManifest));
        Assert.Equal(MediaType.BuildKitCacheConfig, index.Manifests[1].MediaType);
    }

    [Fact]
    public void A_cosign_signature_is_an_image() =>
        Assert.Equal(2, Assert.IsType<Manifest.Image>(Read(SampleManifests.CosignSignature)).References.Length);

    [Fact]
    public void A_referrer_knows_its_subject_but_does_not_reference_it()
    {
        var image = Assert.IsType<Manifest.Image>(Read(SampleManifests.OrasReferrer));

        Assert.StartsWith("eb4fdce0", image.Subject!.Value.Digest.Hex, StringComparison.Ordinal);
        Assert.DoesNotContain(image.Subject.Value, image.References);
        Assert.Equal(MediaType.OciEmpty, image.Config!.Value.MediaType);
    }

    [Fact]
    public void An_artifact_manifest_is_an_image_without_a_config()
    {
        var image = Assert.IsType<Manifest.Image>(Read(SampleManifests.ArtifactManifest));

        Assert.Null(image.Config);
        Assert.StartsWith("87923725", Assert.Single(image.References).Digest.Hex, StringComparison.Ordinal);
        Assert.StartsWith("cc06a283", image.Subject!.Value.Digest.Hex, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_may_hold_an_index_and_a_sha512()
    {
        var index = Assert.IsType<Manifest.Index>(Read(SampleManifests.NestedIndexWithSha512));

        Assert.True(index.Manifests[0].MediaType.IsIndex);
        Assert.Equal("sha512", index.Manifests[0].Digest.Algorithm);
    }

    [Fact]
    public void Equal_references_make_equal_manifests()
    {
        foreach (var text in SampleManifests.All)
        {
            Assert.Equal(Read(text), Read(text));
            Assert.Equal(Read(text).GetHashCode(), Read(text).GetHashCode());
        }

        Assert.Equal(SampleManifests.All.Count, SampleManifests.All.Select(Read).Distinct().Count());
    }

    [Theory]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":null}""")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[]}""")]
    [InlineData("""{"schemaVersion":2,CONFIG}""")]
    public void An_image_may_have_no_layers(string text) =>
        Assert.Equal(Digest1, Assert.Single(Assert.IsType<Manifest.Image>(Read(text)).References).Digest.ToString());

    [Theory]
    [InlineData("""{"schemaVersion":2,"mediaType":"application\/vnd.oci.image.index.v1\u002bjson","manifests":[]}""")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":null,"subject":null}""")]
    [InlineData(" \t\r\n{\"schemaVersion\":2,\"manifests\":[]} \r\n")]
    public void An_index_may_be_empty(string text) => Assert.Empty(Assert.IsType<Manifest.Index>(Read(text)).References);

    [Fact]
    public void Keys_that_nobody_knows_are_passed_over() =>
        Assert.Equal(2, Read("""{"a":{"layers":[1]},"a":[[]],"schemaVersion":2,CONFIG,LAYERS,"annotations":{"Layers":"x","\u006c":"y","é":"z"}}""").References.Length);

    [Theory]
    // Not JSON, or not only JSON.
    [InlineData("", "not JSON")]
    [InlineData("  ", "not JSON")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS""", "not JSON")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS}}""", "not JSON")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS}{"schemaVersion":2,CONFIG,LAYERS}""", "not JSON")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,}""", "not JSON")]
    [InlineData("""{"schemaVersion":2,CONFIG,/**/LAYERS}""", "not JSON")]
    [InlineData("{\"schemaVersion\":2,CONFIG,LAYERS}\0", "not JSON")]
    [InlineData("\uFEFF{\"schemaVersion\":2,CONFIG,LAYERS}", "byte order mark")]
    [InlineData("null", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("2", "not a JSON object")]
    // Kinds.
    [InlineData("{}", "schemaVersion")]
    [InlineData("""{CONFIG,LAYERS}""", "schemaVersion is not 2")]
    [InlineData("""{"schemaVersion":3,CONFIG,LAYERS}""", "schemaVersion is not 2")]
    [InlineData("""{"schemaVersion":"2",CONFIG,LAYERS}""", "schemaVersion is not a whole number")]
    [InlineData("""{"schemaVersion":2.0,CONFIG,LAYERS}""", "schemaVersion is not a whole number")]
    [InlineData("""{"schemaVersion":1,"name":"app","tag":"1","fsLayers":[{"blobSum":"DIGEST"}]}""", "schema 1")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"fsLayers":null}""", "schema 1")]
    [InlineData("""{"schemaVersion":2}""", "no mediaType")]
    [InlineData("""{"schemaVersion":2,LAYERS}""", "no config")]
    [InlineData("""{"schemaVersion":2,"config":null,LAYERS}""", "no config")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,MANIFESTS}""", "an image and an index")]
    [InlineData("""{"schemaVersion":2,"layers":null,MANIFESTS}""", "an image and an index")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"blobs":[]}""", "blobs")]
    [InlineData("""{"schemaVersion":2,"blobs":[]}""", "blobs")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json",CONFIG,LAYERS}""", "not what its mediaType says")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json"}""", "not what its mediaType says")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json",MANIFESTS}""", "not what its mediaType says")]
    [InlineData("""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.v1+json",CONFIG,LAYERS}""", "not what its mediaType says")]
    [InlineData("""{"mediaType":"application/vnd.oci.artifact.manifest.v1+json",CONFIG}""", "artifact")]
    [InlineData("""{"schemaVersion":2,"mediaType":"text/plain",CONFIG,LAYERS}""", "text/plain")]
    [InlineData("""{"schemaVersion":2,"mediaType":"a\nb",CONFIG,LAYERS}""", "a?b")]
    [InlineData("""{"schemaVersion":2,"mediaType":2,CONFIG,LAYERS}""", "not a string")]
    [InlineData("""{"schemaVersion":2,"mediaType":"\ud800",CONFIG,LAYERS}""", "surrogate")]
    // Keys that Go would match, merge or overwrite.
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,LAYERS}""", "two layers")]
    [InlineData("""{"schemaVersion":2,"schemaVersion":2,CONFIG,LAYERS}""", "two schemaVersion")]
    [InlineData("""{"schemaVersion":2,CONFIG,"config":{},LAYERS}""", "config")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"Layers":[]}""", "not spelt layers")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"LAYERS":null}""", "not spelt layers")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"FSLayers":null}""", "not spelt fsLayers")]
    [InlineData("""{"schemaversion":2,CONFIG,LAYERS}""", "not spelt schemaVersion")]
    [InlineData("""{"schemaVersion":2,"mediatype":"x",CONFIG,LAYERS}""", "not spelt mediaType")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"layerſ":[]}""", "may mean another")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"\u006cayers":[]}""", "may mean another")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"layer\u017f":[]}""", "may mean another")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","Digest":"DIGEST"}]}""", "not spelt digest")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","digest":"DIGEST"}]}""", "two digest")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","dige\u0073t":"DIGEST"}]}""", "may mean another")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","digeſt":"DIGEST"}]}""", "may mean another")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","MediaType":"x"}]}""", "not spelt mediaType")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","size":1,"size":2}]}""", "two size")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","URLs":[]}]}""", "not spelt urls")]
    // Descriptors.
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":{}}""", "layers are not an array")]
    [InlineData("""{"schemaVersion":2,"manifests":"DIGEST"}""", "manifests are not an array")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[null]}""", "not an object")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":["DIGEST"]}""", "not an object")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[[]]}""", "not an object")]
    [InlineData("""{"schemaVersion":2,"config":[],LAYERS}""", "not an object")]
    [InlineData("""{"schemaVersion":2,"config":{},LAYERS}""", "config has something without a digest")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"size":1}]}""", "layers has something without a digest")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":null}]}""", "digest that is not a string")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":""}]}""", "neither sha256 nor sha512")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"md5:d41d8cd98f00b204e9800998ecf8427e"}]}""", "md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"\u0073ha256:1111111111111111111111111111111111111111111111111111111111111111"}]}""", "neither sha256 nor sha512")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","size":-1}]}""", "size")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","size":1.5}]}""", "size")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","size":9223372036854775808}]}""", "size")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","size":"1"}]}""", "size")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","urls":"https://a"}]}""", "urls")]
    [InlineData("""{"schemaVersion":2,CONFIG,"layers":[{"digest":"DIGEST","mediaType":[]}]}""", "mediaType that is not a string")]
    [InlineData("""{"schemaVersion":2,CONFIG,LAYERS,"subject":"DIGEST"}""", "subject")]
    public void What_the_registry_could_read_otherwise_is_unknown(string text, string reason)
    {
        var unknown = Assert.IsType<Manifest.Unknown>(Read(text));

        Assert.Contains(reason, unknown.Reason, StringComparison.Ordinal);
        Assert.Empty(unknown.References);
    }

    [Fact]
    public void Content_that_is_not_UTF8_is_unknown()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(SampleManifests.OciImage), .. "\u00FF"u8[..1]];

        Assert.Contains("UTF-8", Assert.IsType<Manifest.Unknown>(ManifestReader.Read(bytes)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(62, false)]
    [InlineData(63, false)]
    [InlineData(64, true)]
    [InlineData(100_000, true)]
    public void Nesting_beyond_all_reason_is_unknown(int arrays, bool isUnknown)
    {
        var deep = new string('[', arrays) + new string(']', arrays);

        var manifest = Read($$"""{"schemaVersion":2,{{Manifests}},"x":{{deep}}}""");

        if (isUnknown) Assert.Contains("nested", Assert.IsType<Manifest.Unknown>(manifest).Reason, StringComparison.Ordinal);
        else Assert.IsType<Manifest.Index>(manifest);
    }

    [Fact]
    public void A_reason_quotes_no_novel()
    {
        var unknown = Assert.IsType<Manifest.Unknown>(Read($$"""{"schemaVersion":2,"mediaType":"{{new string('x', 100_000)}}",{{Manifests}}}"""));

        Assert.InRange(unknown.Reason.Length, 100, 200);
    }

    private static Descriptor Layer(string layers) =>
        Assert.Single(Assert.IsType<Manifest.Image>(Read($$"""{"schemaVersion":2,CONFIG,"layers":{{layers}}}""")).Layers);

    private static Manifest Read(string text) =>
        ManifestReader.Read(Encoding.UTF8.GetBytes(text
            .Replace("CONFIG", Config, StringComparison.Ordinal)
            .Replace("LAYERS,LAYERS", Layers + "," + Layers, StringComparison.Ordinal)
            .Replace(",LAYERS", "," + Layers, StringComparison.Ordinal)
            .Replace("/LAYERS", "/" + Layers, StringComparison.Ordinal)
            .Replace("MANIFESTS", Manifests, StringComparison.Ordinal)
            .Replace("DIGEST", Digest2, StringComparison.Ordinal)));
}
