using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Results;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.BuildRunner.Verification;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Tests.Verification;

public sealed class PushVerifierTests : IAsyncLifetime, IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly LyingRegistry _registry = new();
    private readonly HttpClient _http = PushVerifier.Client();

    [Fact]
    public async Task Tags_that_have_what_was_built_are_verified_and_every_blob_is_read()
    {
        var digest = _registry.AddImage("{}", ["layer one", "layer two"], "v1", "latest");
        Says(digest);

        var pushed = await VerifyAsync("v1", "latest");

        Assert.Equal([new PushedTag($"{_registry.Name}/team/app:v1", $"{digest}", Verified: true), new PushedTag($"{_registry.Name}/team/app:latest", $"{digest}", Verified: true)], pushed);
        Assert.Equal(3, _registry.Asked.Keys.Count(path => path.StartsWith("blobs/", StringComparison.Ordinal)));
        Assert.All(_registry.Asked.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task The_manifests_of_an_index_are_read_too()
    {
        var image = _registry.AddImage("{}", ["layer"]);
        var gone = _registry.AddBlob("other");
        _registry.Content.Remove($"blobs/{gone}", out _);
        var index = _registry.AddManifest($$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","manifests":[{"mediaType":"{{MediaType.OciManifest}}","digest":"{{image}}","size":1}]}""", "latest");
        Says(index);
        Assert.True((await VerifyAsync("latest"))[0].Verified);

        var broken = _registry.AddManifest($$"""{"schemaVersion":2,"mediaType":"{{MediaType.OciIndex}}","manifests":[{"mediaType":"{{MediaType.OciManifest}}","digest":"{{gone}}","size":1}]}""", "latest");
        Says(broken);
        Fails(await VerifyAsync("latest"), $"has no manifests/{gone}");
    }

    [Fact]
    public async Task A_digest_file_alone_is_no_success()
    {
        Says(Digest.FromSha256(new byte[32]));

        Fails(await VerifyAsync("latest"), "has no manifests/latest");
    }

    [Fact]
    public async Task A_tag_that_the_engine_did_not_push_is_none_of_ours()
    {
        _registry.AddImage("{}", ["an earlier build"], "latest");
        Fails(await VerifyAsync("latest"), "did not say which digest");

        Says(_registry.AddImage("{}", ["this build"]));
        var tag = Assert.Single(await VerifyAsync("latest"));

        Assert.Null(tag.Digest);
        Assert.Contains("somebody else pushed it", tag.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_destination_that_failed_is_told_beside_a_first_that_did_not()
    {
        Says(_registry.AddImage("{}", ["layer"], "v1"));

        var pushed = await VerifyAsync("v1", "latest");

        Assert.True(pushed[0].Verified);
        Assert.False(pushed[1].Verified);
    }

    [Fact]
    public async Task Pushes_with_different_digests_are_no_success()
    {
        var first = _registry.AddImage("{}", ["one"], "v1");
        var second = _registry.AddImage("{}", ["two"], "latest");
        await File.WriteAllTextAsync(_scratch["digest-0"], $"{first}");
        await File.WriteAllTextAsync(_scratch["digest-1"], $"{second}");

        Assert.All(await VerifyAsync("v1", "latest"), tag => Assert.Contains("different digests", tag.Why, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_blob_that_is_gone_cut_or_wrong_is_found()
    {
        Says(_registry.AddImage("{}", ["0123456789"], "latest"));
        var layer = $"blobs/{_registry.AddBlob("0123456789")}";

        _registry.Truncated[layer] = 4;
        Fails(await VerifyAsync("latest"), "breaks off");
        _registry.Truncated.Clear();

        _registry.Content[layer] = "012345678"u8.ToArray();
        Fails(await VerifyAsync("latest"), "has 9 of its 10 bytes");

        _registry.Content[layer] = "0123456780"u8.ToArray();
        Fails(await VerifyAsync("latest"), "other content than its digest says");

        _registry.Content[layer] = new byte[20];
        Fails(await VerifyAsync("latest"), "more than its 10 bytes");

        _registry.Content.Remove(layer, out _);
        Fails(await VerifyAsync("latest"), "has no layer");
    }

    [Fact]
    public async Task A_registry_that_refuses_is_told_from_one_that_is_busy()
    {
        Says(_registry.AddImage("{}", ["layer"], "latest"));

        _registry.Status["manifests/latest"] = _ => "405 Method Not Allowed";
        Fails(await VerifyAsync("latest"), "405");
        _registry.Status["manifests/latest"] = _ => "307 Temporary Redirect";
        Fails(await VerifyAsync("latest"), "redirects");
        _registry.Status["manifests/latest"] = _ => "503 Service Unavailable";
        Fails(await VerifyAsync("latest"), "503");

        _registry.Asked.Clear();
        _registry.Status["manifests/latest"] = before => before < 2 ? "503 Service Unavailable" : null;
        Assert.True((await VerifyAsync("latest"))[0].Verified);
    }

    [Fact]
    public async Task A_registry_that_wants_a_password_gets_the_one_of_the_build()
    {
        Says(_registry.AddImage("{}", ["layer"], "latest"));
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes("me:secret"));
        _registry.Authorization = $"Basic {pair}";
        Fails(await VerifyAsync("latest"), "401");

        _scratch.Write("credentials/config.json", $"{{\"auths\":{{\"http://{_registry.Name}/v1/\":{{\"auth\":\"{pair}\"}}}}}}");
        Assert.True((await VerifyAsync("latest"))[0].Verified);

        _registry.Authorization = $"Bearer {_registry.Token}";
        _registry.Challenge = $"Bearer realm=\"http://{_registry.Name}/token\",service=\"r\",scope=\"repository:team/app:pull\"";
        Assert.True((await VerifyAsync("latest"))[0].Verified);

        _registry.Challenge = "Bearer realm=\"https://elsewhere/token\"";
        Fails(await VerifyAsync("latest"), "does not speak http");
    }

    [Fact]
    public async Task Of_a_registry_with_https_only_the_engines_word_is_known()
    {
        var digest = Digest.FromSha256(new byte[32]);
        await File.WriteAllTextAsync(_scratch["metadata.json"], $$"""{"containerimage.digest":"{{digest}}"}""");

        var tag = Assert.Single(await new PushVerifier(_http, new SkippingClock(), NullLogger.Instance).VerifyAsync(Jobs.Plain(_scratch.Root, _registry.Name, plainHttp: false), CancellationToken.None));

        Assert.Equal($"{digest}", tag.Digest);
        Assert.False(tag.Verified);
        Assert.Contains("https", tag.Why, StringComparison.Ordinal);
        Assert.Empty(_registry.Asked);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _registry.DisposeAsync();
        Dispose();
    }

    public void Dispose()
    {
        _http.Dispose();
        if (Directory.Exists(_scratch.Root))
            _scratch.Dispose();
    }

    private static void Fails(IReadOnlyList<PushedTag> pushed, string words)
    {
        var tag = Assert.Single(pushed);
        Assert.False(tag.Verified);
        Assert.Contains(words, tag.Why, StringComparison.Ordinal);
    }

    private void Says(Digest digest) => File.WriteAllText(_scratch["digest"], $"{digest}\n");

    private Task<IReadOnlyList<PushedTag>> VerifyAsync(params string[] tags)
    {
        var job = Jobs.Plain(_scratch.Root, _registry.Name) with { Tags = tags, CredentialsDirectory = _scratch["credentials"] };
        return new PushVerifier(_http, new SkippingClock(), NullLogger.Instance).VerifyAsync(job, CancellationToken.None);
    }
}
