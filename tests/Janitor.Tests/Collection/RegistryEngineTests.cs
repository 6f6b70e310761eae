using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>GC_ENGINE=registry: the registry's own collector has to agree.</summary>
[Collection(OneAtATime.Collection)]
public sealed class RegistryEngineTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public RegistryEngineTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Engine = GcEngine.Registry };
        Scene.Stage(_store);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Of_the_blobs_that_nothing_names_those_go_that_the_collector_names()
    {
        _pass.CollectorNames(Scene.DeadBlob, Scene.LiveBlob);

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.False(File.Exists(_store.Layout.BlobData(Scene.DeadBlob)));
        Assert.True(File.Exists(_store.Layout.BlobData(Scene.LiveBlob)));
        Assert.True(File.Exists(_store.Layout.BlobData(TempStore.DigestOf("the layer of platform of v1"))));
        Assert.Equal($"garbage-collect --dry-run {_pass.ConfigurationFile}", _pass.LastCollection);
        Scene.AssertKept(_store, "after the pass");
    }

    [Fact]
    public async Task What_the_collector_names_by_mistake_is_not_even_moved_and_what_is_dead_is_gone()
    {
        _pass.CollectorNames(Scene.LiveBlob, Scene.DeadBlob);

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Scene.AssertKept(_store, "after the pass");
        Assert.False(Directory.Exists(_store.Layout.Blob(Scene.DeadBlob)));
        var size = $"the layer of {Scene.App}:v2".Length;
        Assert.Contains(_pass.Log.Events, e => e.Id == 2007 && e.Message.Contains($"{size} bytes", StringComparison.Ordinal));
        Assert.DoesNotContain(_pass.Log.Events, e => e.Id == 2304); // it did not have to come back
    }

    [Fact]
    public async Task An_image_pushed_after_the_collector_has_marked_gets_back_what_was_taken_from_it()
    {
        // The push finds the layers of v2 (a HEAD leaves no trace) and its manifest; then the collector, which marked before, names them.
        var digest = Digest.Parse(File.ReadAllText(_store.TagLink(Scene.App, "v2")));
        var link = _store.RevisionLink(Scene.App, digest);
        var current = _store.TagLink(Scene.App, "pushed");
        _pass.CollectorDoes(
            $"mkdir -p {Path.GetDirectoryName(link)} {Path.GetDirectoryName(current)}; printf %s {digest} > {link}; printf %s {digest} > {current}; "
            + $"echo 'blob eligible for deletion: {Scene.DeadBlob}'; echo 'blob eligible for deletion: {digest}'");

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.True(_store.CanPull(Scene.App, "pushed"));
        Scene.AssertKept(_store, "after the pass");
    }

    [Fact]
    public async Task A_collector_that_failed_is_asked_again_by_the_next_pass()
    {
        _pass.CollectorDoes("echo first; echo 'failed to garbage collect: disk on fire' >&2; exit 1");
        var failed = Assert.IsType<PassResult.Failed>(await _pass.RunAsync());
        Assert.Contains("ended with exit code 1: ", failed.Sentence, StringComparison.Ordinal);
        Assert.Contains("disk on fire", failed.Sentence, StringComparison.Ordinal);
        Assert.True(File.Exists(_store.Layout.BlobData(Scene.DeadBlob)));

        _pass.CollectorNames(Scene.DeadBlob);
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Equal(4, _pass.Collections); // asked three times before it counts as failed
        Assert.False(File.Exists(_store.Layout.BlobData(Scene.DeadBlob)));
    }

    [Fact]
    public async Task It_is_not_asked_when_no_blob_could_go()
    {
        _pass.Settings = _pass.Settings with { Hold = TimeSpan.FromHours(1) };

        await _pass.RunAsync();

        Assert.Equal(0, _pass.Collections);
    }

    [Fact]
    public async Task A_collector_that_cannot_be_started_fails_the_pass_and_says_how_to_mend_it()
    {
        var collector = new RegistryCollector("/no/such/registry", _pass.ConfigurationFile, TimeProvider.System, _pass.Log);

        var result = await new Pass(_pass.Settings, collector, _pass.Clock, _pass.Log).RunAsync(default);

        Assert.Equal(
            new PassResult.Failed("blobs are not collected: the registry's collector cannot be started: there is no file /no/such/registry. Set JANITOR_REGISTRY_BIN to the registry's binary, or RUN_GC=false"),
            result);
    }

    [Fact]
    public async Task What_the_collector_says_is_for_those_who_debug()
    {
        _pass.CollectorDoes("echo marking; echo sweeping >&2");

        await _pass.RunAsync();

        Assert.Equal(
            ["collector: marking", "collector: sweeping"],
            _pass.Log.Events.Where(e => e.Id == 2301).Select(e => e.Message).Where(said => said.EndsWith("ing", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToArray());
        Assert.All(_pass.Log.Events.Where(e => e.Id == 2301), e => Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Debug, e.Level));
    }
}
