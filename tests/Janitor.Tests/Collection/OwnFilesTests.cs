using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What may lie in place of the janitor's own files.</summary>
[Collection(OneAtATime.Collection)]
public sealed class OwnFilesTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public OwnFilesTests()
    {
        _pass = new StagedPass(_store);
        Scene.Stage(_store);
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("mark-cache")]
    [InlineData("unreferenced")]
    public async Task A_named_pipe_in_place_of_what_is_only_remembered_is_told_and_replaced(string name)
    {
        Posix.NamedPipe($"{_store.Layout.Own}/{name}");
        _pass.Settings = _pass.Settings with { Hold = TimeSpan.FromHours(1) };

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync().WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Contains(_pass.Log.Events, e => e.Id == 2202 && e.Message.Contains("no regular file", StringComparison.Ordinal));
        Assert.True(new FileInfo($"{_store.Layout.Own}/{name}").Length > 0);
    }

    [Theory]
    [InlineData("a named pipe")]
    [InlineData("a directory")]
    public async Task Without_a_journal_that_can_be_read_nothing_is_moved(string what)
    {
        if (what is "a directory")
            Directory.CreateDirectory(_store.Layout.Journal);
        else
            Posix.NamedPipe(_store.Layout.Journal);
        var before = Tree.Of(_store.Layout.Registry);

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync().WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
    }

    [Fact]
    public async Task A_cut_off_write_of_its_own_does_not_stay_for_ever()
    {
        TempStore.Write($"{_store.Layout.Own}/.mark-cache.{new string('0', 32)}.tmp", "half of it");
        TempStore.Write($"{_store.Layout.Own}/notes.tmp", "somebody's");

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Equal(
            ["ballast", "journal", "lease", "mark-cache", "notes.tmp"],
            Directory.GetFiles(_store.Layout.Own).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray());
    }
}
