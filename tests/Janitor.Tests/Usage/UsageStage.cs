using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Tests.Verification;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Usage;

/// <summary>A store whose images are made of chosen layers, and what takes the space in it.</summary>
internal sealed class UsageStage : IDisposable
{
    private const int Parallelism = 2;

    public TempStore Store { get; } = new();

    public void Dispose() => Store.Dispose();

    /// <summary>Pushes an image; a layer is <c>name*length</c>, the same one by the same text.</summary>
    /// <returns>Its digest.</returns>
    public Digest Image(string repository, string? tag, params string[] layers)
    {
        var config = Store.Layer(repository, $$"""{"config of":"{{repository}}:{{tag}} {{string.Join(' ', layers)}}"}""", TempStore.LongAgo);
        return Store.Manifest(repository, tag, TempStore.LongAgo, Manifests.Image(config, layers.Select(layer => Store.Layer(repository, Content(layer), TempStore.LongAgo))));
    }

    public Digest Index(string repository, string? tag, params Digest[] children) => Store.Index(repository, tag, null, children);

    /// <summary>The bytes of a manifest, its config and its layers, each once.</summary>
    public long Bytes(Digest manifest, params string[] layers)
    {
        var image = Assert.IsType<Manifest.Image>(ManifestReader.Read(File.ReadAllBytes(Store.Layout.BlobData(manifest))));
        return Length(manifest) + Length(image.Config!.Value.Digest) + layers.Sum(LengthOf);
    }

    public long Length(Digest blob) => new FileInfo(Store.Layout.BlobData(blob)).Length;

    public static int LengthOf(string layer) => Content(layer).Length;

    public static string Content(string layer) => layer.Split('*') is [var name, var length]
        ? name.PadRight(int.Parse(length, System.Globalization.CultureInfo.InvariantCulture), '.')
        : throw new FormatException($"'{layer}' is no layer; write it like base*1000");

    public UsageReport Read() => new UsageReader(Store.Layout, Parallelism).Read(Daemon.Tests.FakeClock.Start, _ => { }, CancellationToken.None);

    /// <summary>What is counted where nothing may be wrong.</summary>
    public StoreUsage Count()
    {
        var report = Read();
        Assert.Empty(report.Faults);
        return report.Usage;
    }

    public static TagUsage Tag(StoreUsage usage, string repository, string tag) =>
        Assert.Single(Repository(usage, repository).Tags, found => found.Tag == Oci.Tag.Parse(tag));

    public static RepositoryUsage Repository(StoreUsage usage, string repository) =>
        Assert.Single(usage.Repositories, found => found.Repository == RepositoryName.Parse(repository));
}
