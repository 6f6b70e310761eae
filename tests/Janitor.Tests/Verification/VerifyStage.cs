using System.Text;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Verification;

/// <summary>A store whose manifests tell true sizes, and verifications of it.</summary>
internal sealed class VerifyStage : IDisposable
{
    public const string Layer = "application/vnd.oci.image.layer.v1.tar+gzip";
    private const string Config = "application/vnd.oci.image.config.v1+json";
    private const int Parallelism = 2;

    public TempStore Store { get; } = new();

    public FakeClock Clock { get; } = new();

    public StorageLayout Layout => Store.Layout;

    public void Dispose() => Store.Dispose();

    /// <summary>Pushes an image of a config and a layer of its own; its content is its tag, unless said otherwise.</summary>
    public Digest Image(string repository, string? tag, string? content = null)
    {
        content ??= $"{repository}:{tag}";
        return Manifest(repository, tag, ImageOf(ConfigOf(repository, content), Descriptor(Layer, Store.Layer(repository, LayerOf(content), TempStore.LongAgo))));
    }

    /// <summary>Pushes an index of manifests that are there, or of anything else, by descriptor.</summary>
    public Digest Index(string repository, string? tag, params string[] descriptors) => Manifest(repository, tag, IndexOf(descriptors));

    public Digest Manifest(string repository, string? tag, string json) => Store.Manifest(repository, tag, TempStore.LongAgo, json);

    /// <summary>Uploads the config of an image and describes it.</summary>
    public string ConfigOf(string repository, string content) =>
        Descriptor(Config, Store.Layer(repository, $$"""{"config of":"{{content}}"}""", TempStore.LongAgo));

    public static string LayerOf(string content) => $"the layer of {content}";

    public static string ImageOf(string config, params string[] layers) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciManifest}}","config":{{config}},"layers":[{{string.Join(',', layers)}}]}""";

    public static string IndexOf(params string[] descriptors) =>
        $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","manifests":[{{string.Join(',', descriptors)}}]}""";

    /// <summary>Describes a manifest.</summary>
    public string Child(Digest manifest) => Descriptor(MediaType.OciManifest.Value, manifest);

    /// <summary>Describes a blob; its size is that of the file, or 1 where there is none.</summary>
    public string Descriptor(string mediaType, Digest digest, long? size = null, string more = "")
    {
        var file = new FileInfo(Layout.BlobData(digest));
        return $$"""{"mediaType":"{{mediaType}}","digest":"{{digest}}","size":{{size ?? (file.Exists ? file.Length : 1)}}{{more}}}""";
    }

    public string LayerLink(string repository, Digest digest) => Layout.LayerLink(RepositoryName.Parse(repository), digest);

    /// <summary>The layer that only this image has.</summary>
    public static Digest LayerDigest(string content) => TempStore.DigestOf(LayerOf(content));

    public static Digest ConfigDigest(string content) => TempStore.DigestOf($$"""{"config of":"{{content}}"}""");

    public static long Length(string content) => Encoding.UTF8.GetByteCount(content);

    /// <summary>Verifies to the end, however often it looks again.</summary>
    /// <param name="deep">Hash everything.</param>
    /// <param name="beforeLook">What happens before the second and the third look.</param>
    public async Task<VerifyReport> VerifyAsync(bool deep = false, Action<int>? beforeLook = null)
    {
        var running = new StoreVerifier(Layout, Parallelism, deep, Clock).VerifyAsync(CancellationToken.None);
        for (var look = 2; await Task.WhenAny(running, Clock.SomebodyWaits()) != running; look++)
        {
            beforeLook?.Invoke(look);
            Clock.Advance(StoreVerifier.BetweenLooks);
        }

        return await running;
    }

    /// <summary>What is broken, as one line a reason: <c>app:v1 missing-bytes</c>.</summary>
    public async Task<string[]> FindAsync(bool deep = false, Action<int>? beforeLook = null)
    {
        var report = await VerifyAsync(deep, beforeLook);
        Assert.Equal(report.IsSound, report.BrokenTags.IsEmpty);
        return Lines(report);
    }

    public static string[] Lines(VerifyReport report) =>
    [
        .. report.BrokenTags.SelectMany(tag => tag.Damage.Select(damage => $"{tag.Repository}:{tag.Tag} {damage.Kind}")),
        .. report.BrokenRevisions.SelectMany(revision => revision.Damage.Select(damage => $"{revision.Repository}@ {damage.Kind}")),
    ];
}
