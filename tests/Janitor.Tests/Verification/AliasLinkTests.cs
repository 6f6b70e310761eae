using System.Security.Cryptography;
using System.Text;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Verification;

/// <summary>What is pushed by sha512 is stored by its sha256, and the layer link filed under the sha512 says so.</summary>
public sealed class AliasLinkTests : IDisposable
{
    private const string Content = "pushed by sha512";
    private readonly VerifyStage _stage = new();
    private readonly Digest _asked = Digest.Parse($"sha512:{Convert.ToHexStringLower(SHA512.HashData(Encoding.UTF8.GetBytes(Content)))}");
    private readonly Digest _stored;

    public AliasLinkTests()
    {
        _stored = _stage.Store.Blob(Content);
        TempStore.Write(_stage.LayerLink("app", _asked), _stored.ToString());
        _stage.Manifest("app", "v1", VerifyStage.ImageOf(
            _stage.ConfigOf("app", "v1"), _stage.Descriptor(VerifyStage.Layer, _asked, Content.Length)));
    }

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task It_is_followed()
    {
        var report = await _stage.VerifyAsync(deep: true);

        Assert.Empty(VerifyStage.Lines(report));
        Assert.Equal(0, report.Unreferenced.Blobs);
    }

    [Fact]
    public async Task Its_bytes_can_be_missing()
    {
        TempStore.Damage(_stage.Layout.BlobData(_stored));

        Assert.Equal(["app:v1 missing-bytes"], await _stage.FindAsync());
    }

    [Fact]
    public async Task Its_size_is_that_of_the_file_it_leads_to()
    {
        TempStore.Write(_stage.Layout.BlobData(_stored), "shorter");

        Assert.Equal(["app:v1 wrong-size"], await _stage.FindAsync());
    }

    [Fact]
    public async Task A_deep_look_sees_that_it_leads_to_other_bytes()
    {
        TempStore.Write(_stage.LayerLink("app", _asked), _stage.Store.Blob("PUSHED BY SHA512").ToString());

        Assert.Empty(await _stage.FindAsync());
        Assert.Equal(["app:v1 wrong-hash"], await _stage.FindAsync(deep: true));
    }

    [Fact]
    public async Task A_link_to_another_digest_of_the_same_algorithm_gives_a_client_what_it_did_not_ask_for()
    {
        _stage.Image("app", "v2");
        TempStore.Write(_stage.LayerLink("app", VerifyStage.LayerDigest("app:v2")), _stored.ToString());

        Assert.Equal(["app:v2 misdirected-link"], await _stage.FindAsync());
    }
}
