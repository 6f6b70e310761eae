using System.Text;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class CreationReaderTests : IDisposable
{
    private const string Place = "registry:5000/alpine";

    private readonly FakeRegistries _fake = new();

    public void Dispose() => _fake.Dispose();

    [Fact]
    public async Task An_index_was_made_when_the_newest_image_in_it_was()
    {
        var (old, young) = (Put("2026-01-02T03:04:05Z"), Put("2026-02-03T04:05:06.123456789Z"));
        var index = _fake.Put($"{Place}:1", $$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","manifests":[{{Entry(young)}},{{Entry(old)}}]}""");

        var (wasRead, created) = await ReadAsync(index);

        Assert.True(wasRead);
        Assert.Equal(new DateTimeOffset(2026, 2, 3, 4, 5, 6, 123, TimeSpan.Zero).AddTicks(4567), created);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("yesterday")]
    public async Task A_time_that_nobody_meant_is_none(string created) => Assert.Equal((true, null), await ReadAsync(Put(created)));

    [Fact]
    public async Task What_is_not_there_is_asked_for_again_and_fails_nothing() => Assert.Equal((false, null), await ReadAsync(FakeRegistries.DigestOf([1])));

    [Fact]
    public async Task A_configuration_that_is_lost_costs_its_age_alone() => Assert.Equal((true, null), await ReadAsync(Put("2026-01-02T03:04:05Z", hasConfiguration: false)));

    private static string Entry(Digest digest) => $$"""{"mediaType":"{{MediaType.OciManifest}}","digest":"{{digest}}","size":1}""";

    private Task<(bool WasRead, DateTimeOffset? Created)> ReadAsync(Digest digest) => new CreationReader(_fake.Client()).OfAsync(FakeRegistries.Image(Place), digest, default);

    private Digest Put(string created, bool hasConfiguration = true)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"created":"{{created}}"}""");
        var configuration = hasConfiguration ? _fake.PutBlob(Place, bytes) : FakeRegistries.DigestOf(bytes);
        return _fake.Put(
            $"{Place}:part", $$$"""{"schemaVersion":2,"mediaType":"{{{MediaType.OciManifest}}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{configuration}}}","size":{{{bytes.Length}}}},"layers":[]}""");
    }
}
