using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.EndOfLife.Fetching;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.State;

public sealed class StateFilesTests : IDisposable
{
    private readonly Folder _folder = new();

    public StateFilesTests() => Directory.CreateDirectory(_folder["state"]);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":1,"entries":null}""")]
    [InlineData("""{"schema":1,"entries":[{"source":"s","target":"t"}]}""")]
    [InlineData("""{"schema":1,"entries":[{"source":"s","target":"t","result":"ok","sentence":"","tags":[{"tag":"1"}]}]}""")]
    [InlineData("""{"schema":1,"entries":[null]}""")]
    [InlineData("""{"schema":1,"entries":[{"source":null,"target":"t"}]}""")]
    [InlineData("""{"schema":1,"entries":[{"source":"s"}]}""")]
    [InlineData("""{"schema":1,"entries":[{"source":"s","target":"t","tags":null}]}""")]
    [InlineData("""{"schema":1,"entries":[{"source":"s","target":"t","tags":[null]}]}""")]
    [InlineData("""{"schema":1,"entries":[{"source":"s","target":"t","tags":[{"tag":null}]}]}""")]
    [InlineData("""{"schema":2,"entries":[]}""")]
    [InlineData("""{"schema":1,"entr""")]
    public void A_record_of_copies_that_cannot_be_understood_is_as_good_as_none(string text)
    {
        File.WriteAllText(SyncStateFile.PathIn(_folder.Path), text);

        Assert.Empty(SyncStateFile.Read(_folder.Path).Entries);
    }

    [Theory]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":1,"commands":null}""")]
    [InlineData("""{"schema":1,"commands":[{"command":"sync","counts_from":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"schema":1,"commands":[null]}""")]
    [InlineData("""{"schema":1,"commands":[{"command":null,"counts_from":"2026-01-01T00:00:00Z"}]}""")]
    [InlineData("""{"schema":1,"commands":[{"command":"sync"}]}""")]
    [InlineData("""{"schema":1,"commands":[{"command":"sync","counts_from":"2026-01-01T00:00:00Z","sentence":null}]}""")]
    public void A_record_of_runs_that_cannot_be_understood_is_as_good_as_none(string text)
    {
        File.WriteAllText(ScheduleStateFile.PathIn(_folder.Path), text);

        Assert.Empty(ScheduleStateFile.Read(_folder.Path).Commands);
    }

    [Theory]
    [InlineData("""{"schema":1}""")]
    [InlineData("""{"schema":1,"repositories":[],"removed":null}""")]
    [InlineData("""{"schema":1,"repositories":[null],"removed":[]}""")]
    [InlineData("""{"schema":1,"repositories":[],"removed":[null]}""")]
    public void A_record_of_cleanups_that_cannot_be_understood_is_as_good_as_none(string text)
    {
        File.WriteAllText(CleanupStateFile.PathIn(_folder.Path), text);

        Assert.Empty(CleanupStateFile.Read(_folder.Path).Removed);
        Assert.Empty(CleanupStateFile.Read(_folder.Path).Repositories);
    }

    [Theory]
    [InlineData("""{"schema":1,"site":"https://endoflife.date/","products":[null]}""")]
    [InlineData("""{"schema":1,"site":null,"products":[]}""")]
    [InlineData("""{"schema":1,"site":"https://endoflife.date/"}""")]
    public void A_record_of_what_was_fetched_that_cannot_be_understood_is_as_good_as_none(string text) =>
        Assert.Empty(FetchFile.Read(_folder.File("eol-fetches.json", text), new Uri("https://endoflife.date")).Products);

    [Theory]
    [InlineData(""" "commits":[null] """)]
    [InlineData(""" "commits":[],"platforms":{"image":"r:1/a:1","builds":[null],"annotations":{}} """)]
    public void A_record_of_a_build_that_lacks_a_part_is_refused_with_its_cure(string part)
    {
        _folder.File("a.json", $$"""{"schema":1,"id":"a-1","commit":"{{new string('a', 40)}}","definition":"","requested_at":"2026-01-01T00:00:00Z",{{part}}}""");

        Assert.Contains("remove the file so that a is asked for anew", Assert.Throws<IOException>(() => new AskedBuilds(_folder.Path).Read("a")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_is_read_as_it_was()
    {
        SyncStateFile.Write(_folder.Path, new SyncState { Entries = [new SyncEntryRecord("s", "t") { Result = "ok", Tags = [new TagRecord("1") { TargetDigest = "d" }] }] });

        Assert.Equal(["1"], SyncStateFile.Read(_folder.Path).TagsAt("s", "t"), StringComparer.Ordinal);
    }
}
