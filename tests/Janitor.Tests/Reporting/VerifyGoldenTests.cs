using System.Text;
using System.Text.Json;
using RegistryJanitor.Reporting;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Tests.Verification;
using RegistryJanitor.Verification;

namespace RegistryJanitor.Tests.Reporting;

public sealed class VerifyGoldenTests : IDisposable
{
    private readonly VerifyStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_verification_reads_like_this()
    {
        StageDamage();

        Golden.Matches("verify.txt", Text(await _stage.VerifyAsync(deep: true)));
    }

    [Fact]
    public async Task A_verification_as_JSON_is_this()
    {
        StageDamage();
        using var output = new MemoryStream();

        VerifyJson.Write(await _stage.VerifyAsync(deep: true), output);

        var json = Rooted(Encoding.UTF8.GetString(output.ToArray()));
        Golden.Matches("verify.json", json);
        using var document = JsonDocument.Parse(json);
        Assert.Equal(VerifyJson.Version, document.RootElement.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task The_verification_of_a_sound_store_is_two_lines()
    {
        _stage.Image("team/app", "v1");

        Assert.Equal(
            "1 repositories, 1 tags, 1 manifests, 3 blobs of 450 bytes: every tag can be pulled.\nUnreferenced: 0 blobs of 0 bytes. Nothing was changed.\n",
            Text(await _stage.VerifyAsync()));
    }

    /// <summary>One of everything.</summary>
    private void StageDamage()
    {
        var store = _stage.Store;
        var arm64 = _stage.Image("team/app", null, "arm64");
        _stage.Index("team/app", "v10", _stage.Child(_stage.Image("team/app", null, "amd64")), _stage.Child(arm64), _stage.Child(TempStore.DigestOf("never copied")));
        _stage.Image("team/app", "v9");
        _stage.Image("team/app", "whole");
        _stage.Image("team/app", null, "untagged");
        store.Blob("of nobody");
        TempStore.Damage(store.Layout.BlobData(VerifyStage.LayerDigest("arm64")));
        TempStore.Damage(_stage.LayerLink("team/app", VerifyStage.ConfigDigest("arm64")));
        TempStore.Write(store.Layout.BlobData(VerifyStage.LayerDigest("team/app:v9")), "short");
        TempStore.Damage(store.Layout.BlobData(VerifyStage.LayerDigest("untagged")));

        _stage.Image("team/altered", "v1");
        TempStore.Write(store.Layout.BlobData(VerifyStage.LayerDigest("team/altered:v1")), VerifyStage.LayerOf("team/altered:v2"));
        _stage.Manifest("team/odd", "text", "no manifest");
        TempStore.Write(store.TagLink("team/odd", "empty"), "");
        Directory.CreateDirectory(store.TagPath("team/odd", "half"));
        TempStore.Write(store.TagLink("team/odd", "lost"), TempStore.DigestOf("lost").ToString());
        TempStore.Write($"{store.Layout.Repositories}/.DS_Store", "x");
        Posix.SymbolicLink($"{store.Layout.Repositories}/elsewhere", "/nowhere");
    }

    private string Text(VerifyReport report)
    {
        using var output = new StringWriter { NewLine = "\n" };
        VerifyText.Write(report, output);
        return Rooted(output.ToString());
    }

    private string Rooted(string text) => text.Replace(_stage.Store.Root, "ROOT", StringComparison.Ordinal);
}
