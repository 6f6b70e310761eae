using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Tests.Images.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Images;

/// <summary>What is asked for is judged by build-runner's own reader, and unpacked by its own hand.</summary>
public sealed class BuildCommandTests : IDisposable
{
    private const string Golang = "{ name: golang, folder: images/golang, type: core, mirror_image: 'registry:5000/mirrors/golang', mirror_tag: 1.22.3-alpine3.21, version: 1.22.3 }";

    private readonly ImageStage _stage = new();

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task An_image_is_asked_for_with_its_context_and_labels_and_the_second_run_asks_for_nothing()
    {
        var image = await _stage.PrepareAsync();
        var id = $"alpine-{image.Fingerprint[..12]}";

        Assert.Equal(ExitCode.Success, await _stage.RunAsync());

        Assert.Equal($"registry:5000/bases/alpine:3.21.3-core1.0.0: asked for {id}, because nothing was asked for under this tag.\n", _stage.Out);
        var request = _stage.Request(id);
        Assert.Equal(("registry:5000/bases/alpine", "3.21.3-core1.0.0", "linux/amd64"), ($"{request.Image}", Assert.Single(request.Tags), request.Platform));
        Assert.Equal(new ContextSource.Tar($"{image.Fingerprint}.tar"), request.Context);
        Assert.Equal(FakeClock.Start, request.RequestedAt);
        Lists.Same(
            [
                $"org.opencontainers.image.base.digest={image.Base.Digest}", "org.opencontainers.image.base.name=registry:5000/mirrors/alpine:3.21.3",
                "org.opencontainers.image.created=2026-11-20T10:00:00Z", "org.opencontainers.image.version=3.21.3",
            ],
            request.Labels.Select(label => $"{label.Key}={label.Value}"));
        var context = await _stage.UnpackedAsync(request);
        Assert.Equal((image.Dockerfile, "Welcome.\n"), (File.ReadAllText(Path.Join(context, "Dockerfile")), File.ReadAllText(Path.Join(context, "files/motd"))));

        Assert.Equal(ExitCode.Success, await _stage.RunAsync());
        Assert.Equal($"registry:5000/bases/alpine:3.21.3-core1.0.0: nothing changed since {id} (waits).\n", _stage.Out);
        _stage.End(id, "succeeded");
        _stage.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(ExitCode.Success, await _stage.RunAsync());
        Assert.Equal($"registry:5000/bases/alpine:3.21.3-core1.0.0: nothing changed since {id} (succeeded).\n", _stage.Out);
        Assert.Empty(_stage.Requests);
        Assert.Empty(_stage.Contexts);
    }

    [Fact]
    public async Task The_same_content_is_the_same_context_also_with_long_names_and_links()
    {
        var path = $"{new string('d', 150)}/{new string('f', 150)}";
        _stage.Write($"images/alpine/{path}", "long");
        File.CreateSymbolicLink(_stage["images/alpine/link"], path);
        await _stage.RunAsync();
        var context = _stage[$"queue/contexts/{Assert.Single(_stage.Contexts)}"];
        var first = File.ReadAllBytes(context);
        _stage.Clock.Advance(TimeSpan.FromDays(1));
        File.SetLastWriteTimeUtc(_stage[$"images/alpine/{path}"], new DateTime(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        await _stage.RunAsync("--force");

        Assert.Equal(first, File.ReadAllBytes(context));
        var unpacked = await _stage.UnpackedAsync(_stage.Request(_stage.Requests[0][..^".json".Length]));
        Assert.Equal(("long", path), (File.ReadAllText(Path.Join(unpacked, path)), new FileInfo(Path.Join(unpacked, "link")).LinkTarget));
    }

    [Fact]
    public async Task A_base_that_moved_is_built_again_once_and_nothing_else_is()
    {
        _stage.Images += $", {Golang}";
        _stage.Registries.Put("registry:5000/mirrors/golang:1.22.3-alpine3.21");
        _stage.Write("images/golang/Dockerfile.tmpl", "FROM {{.Image}}\n");
        await _stage.RunAsync();
        foreach (var request in _stage.Requests)
            _stage.End(request[..^".json".Length], "succeeded");
        var before = (await _stage.PrepareAsync()).Base.Digest;

        _stage.Registries.Put("registry:5000/mirrors/alpine:3.21.3", "{ }");
        await _stage.RunAsync();

        var image = await _stage.PrepareAsync();
        Assert.Equal([$"alpine-{image.Fingerprint[..12]}.json"], _stage.Requests, StringComparer.Ordinal);
        Assert.Equal($"lifecycle: registry:5000/mirrors/alpine:3.21.3 is now {$"{image.Base.Digest}"[..19]}, and was {$"{before}"[..19]}", _stage.Request($"alpine-{image.Fingerprint[..12]}").Reason);
        await _stage.RunAsync();
        Assert.Single(_stage.Requests);
    }

    [Fact]
    public async Task While_one_waits_no_other_is_asked_for_and_a_content_that_comes_back_is_built_again()
    {
        await _stage.RunAsync();
        var first = (await _stage.PrepareAsync()).Fingerprint[..12];
        _stage.Write("images/alpine/files/motd", "other");
        Assert.Equal(ExitCode.Success, await _stage.RunAsync());
        Assert.Contains($"something changed, and alpine-{first} waits; run it again after that", _stage.Out, StringComparison.Ordinal);

        _stage.End($"alpine-{first}", "failed");
        await _stage.RunAsync();
        var second = Assert.Single(_stage.Requests)[..^".json".Length];
        Assert.Equal("lifecycle: its template, files, arguments, platforms or labels changed", _stage.Request(second).Reason);
        _stage.End(second, "succeeded");
        _stage.Write("images/alpine/files/motd", "Welcome.\n");
        await _stage.RunAsync();

        Assert.Equal([$"alpine-{first}-2.json"], _stage.Requests, StringComparer.Ordinal);
        Assert.Single(_stage.Contexts);
    }

    [Fact]
    public async Task Force_asks_again_each_time_and_a_dry_run_writes_nothing()
    {
        Assert.Equal(ExitCode.Success, await _stage.RunAsync("--dry-run"));
        var id = $"alpine-{(await _stage.PrepareAsync()).Fingerprint[..12]}";
        Assert.Equal($"registry:5000/bases/alpine:3.21.3-core1.0.0: would ask for {id}, because nothing was asked for under this tag.\n", _stage.Out);
        Assert.False(Directory.Exists(_stage["queue"]) || Directory.Exists(_stage["data"]));

        await _stage.RunAsync();
        await _stage.RunAsync("--force");
        await _stage.RunAsync("--force", "--dry-run");
        await _stage.RunAsync("--force");

        Assert.Equal([$"{id}-2.json", $"{id}-3.json", $"{id}.json"], _stage.Requests, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_request_that_a_crash_left_unremembered_is_found()
    {
        await _stage.RunAsync();
        foreach (var record in Directory.GetFiles(_stage["data/images"]))
            File.Move(record, _stage["gone.json"], overwrite: true);

        await _stage.RunAsync();

        Assert.EndsWith("is in the queue already.\n", _stage.Out, StringComparison.Ordinal);
        Assert.Single(_stage.Requests);
        Assert.Single(Directory.GetFiles(_stage["data/images"]));
    }

    [Fact]
    public async Task Each_of_several_platforms_has_a_request_and_a_tag_of_its_own()
    {
        _stage.Build = "core_version: 1.0.0, registry: 'registry:5000/bases', platforms: [linux/amd64, linux/arm/v7]";

        await _stage.RunAsync();

        var id = $"alpine-{(await _stage.PrepareAsync()).Fingerprint[..12]}";
        Assert.Equal([$"{id}-amd64.json", $"{id}-arm-v7.json"], _stage.Requests, StringComparer.Ordinal);
        Assert.Equal(("linux/arm/v7", "3.21.3-core1.0.0-arm-v7"), (_stage.Request($"{id}-arm-v7").Platform, Assert.Single(_stage.Request($"{id}-arm-v7").Tags)));
        Assert.Single(_stage.Contexts);
        await _stage.RunAsync();
        Assert.Equal(2, _stage.Requests.Length);
    }

    [Fact]
    public async Task An_image_that_cannot_be_built_stops_no_other()
    {
        _stage.Images = $"{Golang}, {_stage.Images}";
        _stage.Write("images/golang/Dockerfile.tmpl", "FROM {{.Image}}\n");

        Assert.Equal(ExitCode.Failed, await _stage.RunAsync());

        Assert.Equal("lifecycle: golang: registry:5000 has no registry:5000/mirrors/golang:1.22.3-alpine3.21, from which it is built; correct mirror_tag, or run lifecycle sync if that copies it\n", _stage.Err);
        Assert.StartsWith("alpine-", Assert.Single(_stage.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_images_under_one_reference_are_refused()
    {
        _stage.Build += ", tag_format: latest";
        _stage.Images += $", {_stage.Images.Replace("version: 3.21.3", "version: 3.21", StringComparison.Ordinal)}";

        Assert.Equal(ExitCode.Failed, await _stage.RunAsync());

        Assert.Equal("lifecycle: alpine: it would be called registry:5000/bases/alpine:latest, as an earlier image is; give one of them another name or version\n", _stage.Err);
    }

    [Theory]
    [InlineData("--frce", "build takes no '--frce' alone; write lifecycle build [--force] [--dry-run] [--output-dir DIR]")]
    [InlineData("--output-dir", "build takes no '--output-dir' alone; write lifecycle build [--force] [--dry-run] [--output-dir DIR]")]
    [InlineData("--dry-run --output-dir=a", "--dry-run writes nothing, and --output-dir does; keep one of them")]
    public void Words_that_are_not_known_are_refused(string words, string sentence) => Assert.Equal(sentence, BuildWords.Read(words.Split(' ')).Mistake);

    [Fact]
    public void The_moment_may_be_given()
    {
        Assert.Equal((null, null), BuildCommand.CreatedAt(""));
        Assert.Equal((DateTimeOffset.UnixEpoch.AddSeconds(1), null), BuildCommand.CreatedAt("1"));
        Assert.Equal("SOURCE_DATE_EPOCH is 'now'; write seconds since 1970, or unset it", BuildCommand.CreatedAt("now").Mistake);
    }
}
