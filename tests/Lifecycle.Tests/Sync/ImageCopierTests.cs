using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.Sync;
using RegistryJanitor.Lifecycle.Tests.Registries;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Sync;

public sealed class ImageCopierTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeRegistries _fake = new();

    public void Dispose()
    {
        _fake.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Below_the_floor_nothing_is_pulled_and_it_is_said_when_it_goes_on()
    {
        var clock = new FakeClock();
        var digest = _fake.Put("docker.io/library/alpine:1");
        _fake.Also = answer => answer.Headers.TryAddWithoutValidation("ratelimit-remaining", "9;w=21600");
        var client = _fake.Client(clock);
        await client.HeadAsync(Image("alpine:1"), default);

        var outcome = Assert.IsType<CopyOutcome.PutOff>(await Copier(client, "echo called >> $0.calls", clock: clock).CopyAsync(Entry, Copy(digest), default));

        Assert.Equal("docker.io lets us pull 9 times more, and 10 are left to others; resumes with the first run after 2026-11-20 16:00:00Z", outcome.Sentence);
        Assert.Equal(FakeClock.Start.AddHours(6), outcome.Until);
        Assert.False(File.Exists(_folder["skopeo.calls"]));
        Assert.DoesNotContain(_fake.Requests, request => request.StartsWith("GET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_read_only_target_is_waited_for_and_then_told()
    {
        var outcome = await Copier(_fake.Client(), Fatal("StatusCode: 405, Method not allowed"), new CopyPatience { ReadOnlyPause = TimeSpan.FromMilliseconds(20), ReadOnlyLongest = TimeSpan.FromSeconds(1) })
            .CopyAsync(Entry, Copy(DigestOf([1])), default);

        Assert.StartsWith("registry:5000 has been read-only for 1s (StatusCode: 405", Assert.IsType<CopyOutcome.Failed>(outcome).Sentence, StringComparison.Ordinal);
        Assert.InRange(File.ReadAllLines(_folder["skopeo.calls"]).Length, 2, 60);
    }

    [Fact]
    public async Task What_may_pass_is_tried_three_times_and_what_lasts_once()
    {
        var passing = await Copier(_fake.Client(), Fatal("read: connection reset by peer")).CopyAsync(Entry, Copy(DigestOf([1])), default);
        Assert.EndsWith("the next run tries again", Assert.IsType<CopyOutcome.Failed>(passing).Sentence, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(_folder["skopeo.calls"]).Length);

        var lasting = await Copier(_fake.Client(), Fatal("manifest unknown")).CopyAsync(Entry, Copy(DigestOf([1])), default);
        Assert.EndsWith(": manifest unknown; correct what it says", Assert.IsType<CopyOutcome.Failed>(lasting).Sentence, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(_folder["skopeo.calls"]).Length);
    }

    [Fact]
    public async Task A_skopeo_that_somebody_killed_is_started_again()
    {
        var outcome = await Copier(_fake.Client(), "echo called >> $0.calls; echo 'Copying blob'; kill -9 $$").CopyAsync(Entry, Copy(DigestOf([1])), default);

        Assert.EndsWith(": signal 9 killed it; the next run tries again", Assert.IsType<CopyOutcome.Failed>(outcome).Sentence, StringComparison.Ordinal);
        Assert.Equal(3, File.ReadAllLines(_folder["skopeo.calls"]).Length);
    }

    [Fact]
    public async Task A_limit_that_skopeo_meets_puts_the_copy_off() =>
        Assert.IsType<CopyOutcome.PutOff>(await Copier(_fake.Client(), Fatal("toomanyrequests: slow down")).CopyAsync(Entry, Copy(DigestOf([1])), default));

    [Fact]
    public async Task A_copy_that_the_target_does_not_have_is_a_failure_whatever_skopeo_says()
    {
        var outcome = await Copier(_fake.Client(), "exit 0").CopyAsync(Entry, Copy(DigestOf([1])), default);

        Assert.Contains("is not there after", Assert.IsType<CopyOutcome.Failed>(outcome).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_blob_that_is_lost_at_the_target_is_a_failure()
    {
        var blob = "layer"u8.ToArray();
        var manifest = $$$"""{"schemaVersion":2,"mediaType":"{{{MediaType.OciManifest}}}","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"{{{DigestOf(blob)}}}","size":5},"layers":[]}""";
        var digest = _fake.Put("registry:5000/alpine:1", manifest);

        var lost = await Copier(_fake.Client(), "exit 0").CopyAsync(Entry, Copy(digest), default);
        Assert.Contains($"registry:5000 has no blob {DigestOf(blob)} of alpine", Assert.IsType<CopyOutcome.Failed>(lost).Sentence, StringComparison.Ordinal);

        _fake.PutBlob("registry:5000/alpine", blob);
        Assert.Equal(digest, Assert.IsType<CopyOutcome.Done>(await Copier(_fake.Client(), "exit 0").CopyAsync(Entry, Copy(digest), default)).Target);
    }

    [Fact]
    public async Task No_skopeo_is_told()
    {
        var outcome = await Copier(_fake.Client(), script: null).CopyAsync(Entry, Copy(DigestOf([1])), default);

        Assert.Equal($"skopeo cannot be started: there is no file {_folder["skopeo"]}; install it, or name it in LIFECYCLE_SKOPEO_BIN", Assert.IsType<CopyOutcome.Failed>(outcome).Sentence);
    }

    private static SyncEntry Entry { get; } = new(Image("alpine"), new TagSelection.One(Tag.Parse("1")), Image("registry:5000/alpine"));

    private static PlannedTag.Copy Copy(Digest digest) => new(Tag.Parse("1"), digest, null, "");

    private static string Fatal(string words) => $"echo called >> $0.calls; echo 'time=\"x\" level=fatal msg=\"{words}\"' >&2; exit 1";

    private ImageCopier Copier(RegistryClient client, string? script, CopyPatience? patience = null, TimeProvider? clock = null)
    {
        if (script is not null)
        {
            _folder.File("skopeo", $"#!/bin/sh\n{script}\n");
            File.SetUnixFileMode(_folder["skopeo"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var settings = new LifecycleSettings { Configuration = "/x", DataDirectory = _folder.Path, SkopeoExecutable = _folder["skopeo"] };
        return new ImageCopier(
            client, new RegistryAddress(RegistrySection.Default), CredentialBook.Empty, settings, patience ?? new CopyPatience { Pause = TimeSpan.FromMilliseconds(1) },
            clock ?? TimeProvider.System, new Random(1), new KeptLog<ImageCopier>());
    }
}
