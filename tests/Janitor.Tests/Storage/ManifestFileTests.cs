using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

public sealed class ManifestFileTests : IDisposable
{
    private static readonly Digest s_layer = TempStore.DigestOf("layer");

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData((16 * 1024) - 1)]
    [InlineData(16 * 1024)]
    [InlineData((16 * 1024) + 1)]
    [InlineData(ManifestFile.LargestSize - 1)]
    [InlineData(ManifestFile.LargestSize)]
    public void A_manifest_of_any_size_that_the_registry_takes_is_read_whole(int size)
    {
        var json = Manifests.Index([s_layer]);
        var digest = _store.Blob(json.PadRight(size));

        Assert.Equal([s_layer], Assert.IsType<ManifestFile.Understood>(ManifestFile.Read(_store.Layout, digest)).Manifest.References.Select(r => r.Digest));
    }

    [Fact]
    public void A_larger_one_is_no_manifest()
    {
        var digest = _store.Blob(Manifests.Index([s_layer]).PadRight(ManifestFile.LargestSize + 1));

        Assert.Equal("larger than any manifest can be (4 MiB)", WhyNot(digest));
    }

    [Fact]
    public void A_missing_one_is_told_apart_from_one_that_is_not_understood()
    {
        var fault = Assert.IsType<ManifestFile.Missing>(ManifestFile.Read(_store.Layout, s_layer)).Fault;

        Assert.Equal((_store.Layout.BlobData(s_layer), "the manifest is missing"), (fault.Path, fault.Cause));
    }

    [Fact]
    public void One_that_is_not_understood_says_why() =>
        Assert.Equal("not a manifest that can be understood: it is not JSON (line 1, byte 1)", WhyNot(_store.Blob("<html>")));

    [Fact]
    public void An_empty_one_is_left_by_a_push_that_was_cut_off() =>
        Assert.StartsWith("not a manifest that can be understood: it is not JSON", WhyNot(_store.Blob("")), StringComparison.Ordinal);

    private string WhyNot(Digest digest)
    {
        var fault = Assert.IsType<ManifestFile.NotUnderstood>(ManifestFile.Read(_store.Layout, digest)).Fault;
        Assert.Equal(_store.Layout.BlobData(digest), fault.Path);
        Assert.Equal("Push the image again or delete what names it; its repository keeps its manifests until then.", fault.Cure);
        return fault.Cause;
    }
}
