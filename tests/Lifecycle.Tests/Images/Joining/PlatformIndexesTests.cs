using System.Globalization;
using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Images.Joining;
using RegistryJanitor.Lifecycle.Tests.Images.Support;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Images.Joining;

/// <summary>What is decided without a registry that is written to; the rest is in the tests with a real one.</summary>
public sealed class PlatformIndexesTests : IDisposable
{
    private const string Image = "registry:5000/bases/alpine:3.21.3-core1.0.0";

    private readonly ImageStage _stage = new() { Build = "core_version: 1.0.0, registry: 'registry:5000/bases', platforms: [linux/amd64, linux/arm64]" };

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task Who_has_nothing_to_join_asks_nobody()
    {
        _stage.Registries.Requests.Clear();
        Assert.Empty(await LookAsync());

        var id = await AskAsync();
        Assert.Empty(await LookAsync());
        _stage.End($"{id}-amd64", "succeeded");
        Assert.Empty(await LookAsync());
        _stage.End($"{id}-arm64", "succeeded");
        var (name, asked) = Record();
        Joined.Write(name, new JoinedImage(asked.Id, asked.RequestedAt, Image, FakeClock.Start) { Digest = $"{FakeRegistries.DigestOf([])}" });
        Assert.Empty(await LookAsync());

        Assert.Empty(_stage.Registries.Requests);
    }

    [Fact]
    public async Task A_build_that_failed_is_told_once_and_no_registry_is_asked_for_the_others()
    {
        var id = await AskAsync();
        Ends($"{id}-amd64", "amd64", "amd64");
        _stage.Write($"queue/results/{id}-arm64.json", """{"schema": 1, "status": "failed", "error": "its RUN ended with 7; look into the log."}""");
        _stage.Registries.Requests.Clear();

        var told = Assert.Single(await LookAsync());
        Assert.Equal((Image, true), (told.Name, told.IsTrouble));
        Assert.Equal($"its platforms are not joined, and the tag stays as it is: {id}-arm64 failed (its RUN ended with 7; look into the log); a change of the image or lifecycle build --force asks for it again", told.Sentence);
        Assert.Empty(await LookAsync());
        Assert.DoesNotContain(_stage.Registries.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_image_that_says_it_is_for_another_machine_is_not_joined()
    {
        var id = await AskAsync();
        Ends($"{id}-amd64", "amd64", "amd64");
        Ends($"{id}-arm64", "arm64", "amd64");

        Assert.Contains("was to be for linux/arm64 and says that it is for linux/amd64; look what it is built from", Assert.Single(await LookAsync()).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(_stage.Registries.Requests, request => request.StartsWith("PUT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_registry_that_is_away_is_asked_again_by_the_next_look()
    {
        var id = await AskAsync();
        Ends($"{id}-amd64", "amd64", "amd64");
        Ends($"{id}-arm64", "arm64", "arm64");
        _stage.Registries.Instead = _ => throw new HttpRequestException("away");

        for (var look = 0; look < 2; look++)
            Assert.StartsWith("its platforms are not joined yet: registry:5000 ", Assert.Single(await LookAsync()).Sentence, StringComparison.Ordinal);

        _stage.Registries.Instead = _ => null;
        var would = Assert.Single(await Indexes.RunAsync(isDry: true, CancellationToken.None));
        Assert.StartsWith($"{Image}: would join linux/amd64 (sha256:", would.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_without_a_digest_is_no_image()
    {
        var id = await AskAsync();
        _stage.End($"{id}-amd64", "succeeded");
        _stage.End($"{id}-arm64", "succeeded");

        Assert.Contains($"the result of {id}-amd64 does not say which digest it pushed", Assert.Single(await LookAsync()).Sentence, StringComparison.Ordinal);
        Assert.Empty(await LookAsync());
    }

    [Fact]
    public async Task What_was_joined_is_joined_again_when_it_was_asked_for_anew_under_the_same_name()
    {
        var id = await AskAsync();
        var (name, asked) = Record();
        Joined.Write(name, new JoinedImage(asked.Id, asked.RequestedAt, Image, FakeClock.Start));
        Records.Write(name, asked with { RequestedAt = asked.RequestedAt.AddDays(1) });
        _stage.End($"{id}-amd64", "succeeded");
        _stage.End($"{id}-arm64", "crashed");

        Assert.NotEmpty(await LookAsync());
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_stops_no_other()
    {
        var id = await AskAsync();
        _stage.Write("data/images/a.json", "{");
        Ends($"{id}-amd64", "amd64", "amd64");
        Ends($"{id}-arm64", "arm64", "amd64");

        var outcomes = await LookAsync();

        Lists.Same(["a", Image], outcomes.Select(outcome => outcome.Name));
        Assert.All(outcomes, outcome => Assert.True(outcome.IsTrouble));
    }

    private AskedBuilds Records => new(_stage["data/images"]);

    private JoinedImages Joined => new(_stage["data/indexes"]);

    private PlatformIndexes Indexes => new(new QueueFolder(_stage["queue"]), Records, Joined, _stage.Registries.Client(), _stage.Clock);

    private Task<IReadOnlyList<ImageOutcome>> LookAsync() => Indexes.RunAsync(isDry: false, CancellationToken.None);

    private (string Name, AskedBuild Asked) Record()
    {
        var name = Assert.Single(Records.Names());
        return (name, Records.Read(name)!);
    }

    private async Task<string> AskAsync()
    {
        Assert.Equal(ExitCode.Success, await _stage.RunAsync());
        var id = $"alpine-{(await _stage.PrepareAsync()).Fingerprint[..12]}";
        _stage.Registries.Requests.Clear();
        return id;
    }

    /// <summary>Pushes an image for one platform, which may say that it is for another, and ends its request.</summary>
    private void Ends(string id, string suffix, string architecture)
    {
        var configuration = Encoding.UTF8.GetBytes($$"""{"os": "linux", "architecture": "{{architecture}}", "of": "{{suffix}}"}""");
        var blob = _stage.Registries.PutBlob(Image, configuration);
        _stage.Registries.Also = answer => answer.Content.Headers.ContentType ??= new(MediaType.OciManifest.Value);
        var digest = _stage.Registries.Put($"{Image}-{suffix}", string.Create(CultureInfo.InvariantCulture, $$"""
            {"schemaVersion": 2, "mediaType": "{{MediaType.OciManifest}}", "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "{{blob}}", "size": {{configuration.Length}}}, "layers": []}
            """));
        _stage.End(id, "succeeded");
        _stage.Write($"queue/results/{id}.json", $$"""{"schema": 1, "status": "succeeded", "pushed": [{"reference": "{{Image}}-{{suffix}}", "digest": "{{digest}}", "verified": true}]}""");
    }
}
