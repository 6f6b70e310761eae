using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Reporting;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Reporting;

public sealed class GoldenTests : IDisposable
{
    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void The_help_reads_like_this() => Golden.Matches("help.txt", Help.Text + "\n");

    [Fact]
    public async Task A_plan_reads_like_this()
    {
        Scene.Stage(_store);
        TempStore.Write($"{_store.Layout.Repositories}/.DS_Store", "x");
        _store.Image("team/broken", "v0");
        _store.Image("team/broken", "v1", TempStore.Minute(1));
        _store.Manifest("team/broken", "v2", TempStore.Minute(2), "no manifest");
        _store.Image("team/half", "v1");
        TempStore.Write($"{_store.TagPath("team/half", "v2")}/current", "a file");

        Golden.Matches("plan.txt", await TextAsync());
    }

    [Fact]
    public async Task The_plan_of_an_empty_store_is_one_line() =>
        Assert.Equal("0 repositories, 0 tags: 0 would be evicted, 0 manifests removed. 0 blobs of 0 bytes would go now. Nothing was changed.\n", await TextAsync());

    [Fact]
    public void A_thousand_stray_files_do_not_drown_the_line_that_matters()
    {
        var log = new KeptLog<Pass>();
        var strays = Enumerable.Range(0, 1000).Select(i => new StoreFault.Stray($"/{i}", "stray", "Cure."));

        FaultLog.Write(log, [.. strays, new StoreFault.Unreadable("/dark", "unknown", "Mend it."), new StoreFault.Broken("/b", "broken", "Cure.")]);

        Assert.Equal(22, log.Events.Count);
        Assert.Contains(log.Events, e => e is { Level: Microsoft.Extensions.Logging.LogLevel.Error, Message: "/dark: unknown. Mend it." });
        Assert.Equal("and 981 more like these", log.Events.Last().Message);
    }

    private async Task<string> TextAsync()
    {
        using var pass = new StagedPass(_store);
        await using var output = new StringWriter { NewLine = "\n" };
        PlanText.Write(await pass.PreviewAsync(), output);
        return output.ToString().Replace(_store.Root, "ROOT", StringComparison.Ordinal);
    }
}
