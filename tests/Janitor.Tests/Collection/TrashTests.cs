using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class TrashTests : IDisposable
{
    private const string App = "team/app";
    private static readonly PassId s_pass = PassId.At(FakeClock.Start);

    private readonly TempStore _store = new();

    private string V1 => _store.TagPath(App, "v1");

    private string InTrash => _store.Layout.InTrash(s_pass, V1);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_is_moved_lies_in_the_trash_as_it_was_and_comes_back_as_it_was()
    {
        _store.Image(App, "v1");
        var before = Tree.Of(_store.Layout.Registry);
        var tag = Tree.Of(V1);

        var moved = Assert.IsType<MoveOutcome.Moved>(Move(new PosixMutator()));
        Assert.False(Directory.Exists(V1));
        Assert.Equal(tag, Tree.Of(InTrash));
        Assert.True(Trash().IsUnchanged(moved.Unit));

        Assert.Empty(Trash().PutBack(V1));
        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
    }

    [Theory]
    [InlineData("the same image again")]
    [InlineData("another image")]
    public void A_tag_that_was_pushed_since_the_plan_stays(string content)
    {
        _store.Image(App, "v1", TempStore.Minute(1), content: "the same image again");
        var planned = Stamp();
        _store.Image(App, "v1", TempStore.Minute(2), content: content);
        var before = Tree.Of(_store.Root);

        Assert.IsType<MoveOutcome.Changed>(Move(new PosixMutator(), planned));
        Assert.Equal(before, Tree.Of(_store.Root));
    }

    [Fact]
    public void On_a_file_system_that_knows_whole_seconds_only_a_push_just_after_the_plan_is_not_taken_for_the_planned_one()
    {
        _store.Image(App, "v1", FakeClock.Start.AddSeconds(-2), content: "planned");
        var planned = Stamp();
        var pushed = _store.Image(App, "v1", FakeClock.Start.AddSeconds(-2), content: "another image in the same two seconds");
        Assert.Equal(planned, Stamp());

        Assert.IsType<MoveOutcome.Changed>(Move(new PosixMutator(), planned));

        Assert.Equal(pushed.ToString(), File.ReadAllText(_store.TagLink(App, "v1")));
    }

    [Theory]
    [InlineData(0, 2, false)] // whole seconds, while or just before the pass began
    [InlineData(0, -4, false)]
    [InlineData(0, -5, true)]
    [InlineData(4_000_000, -1, true)] // the steps of a kernel's clock: a push since then has another time
    public void How_long_before_a_pass_a_stamp_tells_pushes_apart_depends_on_how_fine_it_is(int nanoseconds, double seconds, bool tells)
    {
        _store.Image(App, "v1", FakeClock.Start.AddSeconds(seconds).AddMicroseconds(nanoseconds / 1000));

        Assert.Equal(tells, Move(new PosixMutator()) is MoveOutcome.Moved);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(17)]
    [InlineData(39)]
    public void A_directory_that_stands_in_the_way_is_merged_whatever_the_file_system_calls_it(int errno)
    {
        _store.Image(App, "v1", TempStore.Minute(1), content: "older");
        Move(new PosixMutator());
        var newer = _store.Image(App, "v1", TempStore.Minute(2), content: "newer");
        var mutator = new ObservedMutator(new PosixMutator()) { Before = operation => Directory.Exists(operation.To) ? new Errno(errno) : default };

        Assert.Empty(Trash(mutator).PutBack(V1));

        Assert.Equal(newer.ToString(), File.ReadAllText(_store.TagLink(App, "v1")));
        Assert.Equal(2, Directory.GetDirectories($"{V1}/index/sha256").Length);
    }

    [Fact]
    public void A_tag_that_was_deleted_since_the_plan_is_gone_already()
    {
        _store.Image(App, "v1");
        var planned = Stamp();
        TempStore.Damage(V1);

        Assert.IsType<MoveOutcome.AlreadyGone>(Move(new PosixMutator(), planned));
    }

    [Fact]
    public void A_tag_whose_link_is_just_being_written_stays_and_is_told()
    {
        _store.Image(App, "v1");
        TempStore.Write(_store.TagLink(App, "v1"), "");

        var failed = Assert.IsType<MoveOutcome.Failed>(Move(new PosixMutator()));

        Assert.Equal(_store.TagLink(App, "v1"), failed.Fault.Path);
        Assert.True(Directory.Exists(V1));
    }

    [Theory]
    [InlineData("another digest")]
    [InlineData("the same digest")]
    [InlineData("half a digest")]
    public void A_push_that_had_the_link_open_when_it_was_moved_brings_it_back(string what)
    {
        var digest = _store.Image(App, "v1");
        var planned = Stamp();
        using var registry = TempStore.OpenAsTheRegistryDoes(_store.TagLink(App, "v1"));
        var content = what switch
        {
            "another digest" => TempStore.DigestOf("another").ToString(),
            "the same digest" => digest.ToString(),
            _ => "sha256:12",
        };
        var mutator = new ObservedMutator(new PosixMutator())
        {
            After = operation =>
            {
                if (operation.Number == 1)
                    Rewrite(registry, content);
            },
        };

        Assert.IsType<MoveOutcome.Changed>(Move(mutator, planned));

        Assert.False(Directory.Exists(InTrash));
        registry.Dispose();
        Assert.Equal(content, File.ReadAllText(_store.TagLink(App, "v1")));
    }

    [Fact]
    public void A_push_that_writes_later_is_seen_when_the_trash_is_looked_at_again()
    {
        _store.Image(App, "v1");
        using var registry = TempStore.OpenAsTheRegistryDoes(_store.TagLink(App, "v1"));
        var moved = Assert.IsType<MoveOutcome.Moved>(Move(new PosixMutator()));

        Rewrite(registry, TempStore.DigestOf("another").ToString());

        Assert.False(Trash().IsUnchanged(moved.Unit));
    }

    [Fact]
    public void What_comes_back_meets_a_newer_push_and_the_newer_file_wins()
    {
        var older = _store.Image(App, "v1", TempStore.Minute(1), content: "older");
        Move(new PosixMutator());
        var newer = _store.Image(App, "v1", TempStore.Minute(2), content: "newer");

        Assert.Empty(Trash().PutBack(V1));

        Assert.Equal(newer.ToString(), File.ReadAllText(_store.TagLink(App, "v1")));
        Assert.Equal(
            new[] { older.Hex, newer.Hex }.Order(StringComparer.Ordinal),
            Directory.GetDirectories($"{V1}/index/sha256").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_registry_has_written_since_stays_whatever_the_clock_said()
    {
        _store.Image(App, "v1", TempStore.Minute(2), content: "moved away, its time in the future");
        Move(new PosixMutator());
        var pushed = _store.Image(App, "v1", TempStore.Minute(1), content: "pushed since");

        Assert.Empty(Trash().PutBack(V1));

        Assert.Equal(pushed.ToString(), File.ReadAllText(_store.TagLink(App, "v1")));
    }

    [Fact]
    public void What_comes_back_replaces_a_file_that_was_cut_off()
    {
        var whole = _store.Image(App, "v1", TempStore.Minute(1), content: "whole");
        Move(new PosixMutator());
        TempStore.Write(_store.TagLink(App, "v1"), "");

        Assert.Empty(Trash().PutBack(V1));

        Assert.Equal(whole.ToString(), File.ReadAllText(_store.TagLink(App, "v1")));
    }

    [Fact]
    public void A_blob_replaces_one_that_was_cut_off_while_it_was_pushed_again()
    {
        var blob = _store.Blob("a manifest");
        Assert.Null(Trash().MoveBlob(blob));
        TempStore.Write(_store.Layout.BlobData(blob), "", TempStore.Minute(9));

        Assert.Empty(Trash().PutBack(_store.Layout.Blob(blob)));

        Assert.Equal("a manifest", File.ReadAllText(_store.Layout.BlobData(blob)));
    }

    [Fact]
    public void What_could_not_come_back_is_told_and_still_lies_in_the_trash()
    {
        _store.Image(App, "v1");
        Move(new PosixMutator());
        var mutator = new FailingMutator(new PosixMutator(), _ => true, FailingMutator.InputOutput);

        var fault = Assert.Single(Trash(mutator).PutBack(V1));

        Assert.Equal((InTrash, "Input/output error (errno 5)"), (fault.Path, fault.Cause));
        Assert.True(File.Exists($"{InTrash}/current/link"));
    }

    [Fact]
    public void Putting_back_what_is_not_in_the_trash_changes_nothing()
    {
        _store.Image(App, "v1");
        var before = Tree.Of(_store.Layout.Registry);

        Assert.Empty(Trash().PutBack(V1));

        Assert.Equal(before, Tree.Of(_store.Layout.Registry));
    }

    [Fact]
    public void A_purge_leaves_nothing_of_the_pass_and_everything_of_others()
    {
        _store.Image(App, "v1");
        _store.Image(App, "v2");
        Move(new PosixMutator());
        var other = PassId.At(FakeClock.Start.AddHours(1));
        new Trash(_store.Layout, new PosixMutator(), other).Move(_store.TagPath(App, "v2"), StorageLayout.CurrentLink, Stamp("v2"));

        Assert.Empty(Trash().Purge(_store.Layout.Registry, CancellationToken.None));

        Assert.Equal([_store.Layout.TrashOf(other)], Directory.GetFileSystemEntries(_store.Layout.Trash));
        Assert.True(File.Exists($"{_store.Layout.InTrash(other, _store.TagPath(App, "v2"))}/current/link"));
    }

    [Fact]
    public void A_purge_does_not_follow_symbolic_links()
    {
        _store.Image(App, "v1");
        _store.Image(App, "v2");
        Posix.SymbolicLink($"{V1}/alias", _store.TagPath(App, "v2"));
        Posix.SymbolicLink($"{V1}/index/alias", _store.TagLink(App, "v2"));
        Move(new PosixMutator());
        var victim = Tree.Of(_store.TagPath(App, "v2"), withDirectoryTimes: true);

        Assert.Empty(Trash().Purge(_store.Layout.Registry, CancellationToken.None));

        Assert.Equal(victim, Tree.Of(_store.TagPath(App, "v2"), withDirectoryTimes: true));
        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Trash));
    }

    [Fact]
    public void A_current_that_is_a_symbolic_link_to_another_tag_s_is_never_moved_and_harms_nobody()
    {
        _store.Image(App, "v1");
        Posix.SymbolicLink($"{_store.TagPath(App, "alias")}/current", $"{V1}/current");
        var before = Tree.Of(_store.Root);

        var outcome = Trash().Move(_store.TagPath(App, "alias"), StorageLayout.CurrentLink, Stamp());

        Assert.IsNotType<MoveOutcome.Moved>(outcome);
        Assert.Equal(before, Tree.Of(_store.Root));
    }

    [Fact]
    public void What_cannot_be_deleted_is_told_and_the_rest_goes()
    {
        _store.Image(App, "v1");
        Move(new PosixMutator());
        var stubborn = $"{InTrash}/current/link";
        var mutator = new FailingMutator(
            new PosixMutator(), operation => string.Equals(operation.Path, stubborn, StringComparison.Ordinal), Errno.NotPermitted);

        var fault = Trash(mutator).Purge(_store.Layout.Registry, CancellationToken.None)[0];

        Assert.Equal((stubborn, "it cannot be deleted: Operation not permitted (errno 1)"), (fault.Path, fault.Cause));
        Assert.Equal([stubborn], Directory.GetFiles(_store.Layout.Trash, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_purge_that_is_asked_to_stop_stops()
    {
        _store.Image(App, "v1");
        Move(new PosixMutator());
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Trash().Purge(_store.Layout.Registry, stop.Token));
        Assert.True(File.Exists($"{InTrash}/current/link"));
    }

    private static void Rewrite(FileStream link, string content)
    {
        link.SetLength(0);
        link.Write(System.Text.Encoding.ASCII.GetBytes(content));
        link.Flush();
    }

    private FileStamp Stamp(string tag = "v1") => LinkFile.StampOf(_store.TagLink(App, tag))!.Value;

    private MoveOutcome Move(IStorageMutator mutator, FileStamp? planned = null) =>
        Trash(mutator).Move(V1, StorageLayout.CurrentLink, planned ?? Stamp());

    private Trash Trash(IStorageMutator? mutator = null) => new(_store.Layout, mutator ?? new PosixMutator(), s_pass);
}
