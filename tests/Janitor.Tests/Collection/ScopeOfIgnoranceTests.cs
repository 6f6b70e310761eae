using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What cannot be read stays, and so does what may depend on it; the rest goes. The newest tag stays.</summary>
[Collection(OneAtATime.Collection)]
public sealed class ScopeOfIgnoranceTests : IDisposable
{
    private const string App = "team/app";
    private const string Other = "team/other";

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;
    private readonly Digest _dead;
    private readonly Digest _otherDead;

    public ScopeOfIgnoranceTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1) };
        _dead = _store.Image(App, "v1", TempStore.Minute(1));
        _store.Image(App, "v2", TempStore.Minute(2));
        _otherDead = _store.Image(Other, "v1", TempStore.Minute(1));
        _store.Image(Other, "v2", TempStore.Minute(2));
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("tags")]
    [InlineData("revisions")]
    [InlineData("layers")]
    [InlineData("uploads")]
    public async Task Of_a_repository_that_cannot_be_read_everything_stays_and_of_the_others_all_but_blobs_goes(string what)
    {
        var name = RepositoryName.Parse(App);
        Hide(what switch
        {
            "tags" => _store.Layout.Tags(name),
            "revisions" => _store.Layout.Revisions(name),
            "layers" => _store.Layout.Layers(name),
            _ => _store.Layout.Uploads(name),
        });
        var (app, blobs) = (Tree.Of(_store.Layout.Repository(name)), Tree.Of(_store.Layout.Blobs));

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Equal(app, Tree.Of(_store.Layout.Repository(name)));
        Assert.Equal(blobs, Tree.Of(_store.Layout.Blobs));
        Assert.False(_store.HasTag(Other, "v1"));
        Assert.False(_store.HasRevision(Other, _otherDead));
    }

    [Fact]
    public async Task While_the_blobs_of_one_prefix_cannot_be_listed_none_goes_and_tags_and_manifests_do()
    {
        Hide(_store.Layout.BlobPrefix("sha256", UnusedPrefix()));
        var blobs = Tree.Of(_store.Layout.Blobs);

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Equal(blobs, Tree.Of(_store.Layout.Blobs));
        Assert.Equal((false, false), (_store.HasTag(App, "v1"), _store.HasRevision(App, _dead)));
    }

    [Fact]
    public async Task While_evicted_tags_cannot_be_listed_tags_go_and_every_manifest_and_blob_stays()
    {
        Hide(_store.Layout.Undo);
        var blobs = Tree.Of(_store.Layout.Blobs);

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync());

        Assert.Equal(blobs, Tree.Of(_store.Layout.Blobs));
        Assert.Equal((false, true), (_store.HasTag(App, "v1"), _store.HasRevision(App, _dead)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_thing_that_cannot_be_deleted_stops_nothing_else(bool file)
    {
        var verb = file ? Verb.Unlink : Verb.RemoveEmptyDirectory;
        var stubborn = _store.Layout.Blob(_dead)[_store.Layout.Registry.Length..];
        var left = "";

        Assert.IsType<PassResult.Failed>(await _pass.RunAsync(mutator => new FailingMutator(
            mutator,
            operation => operation.Verb == verb && operation.Path.Contains(stubborn, StringComparison.Ordinal) && (left = operation.Path).Length > 0,
            Errno.NotPermitted)));

        Assert.StartsWith(_store.Layout.Trash, left, StringComparison.Ordinal);
        Assert.True(Path.Exists(left));
        Assert.Equal(file ? [left] : [], Directory.GetFiles(_store.Layout.Trash, "*", SearchOption.AllDirectories));
        Assert.False(_store.HasRevision(App, _dead));
        _pass.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Trash));
    }

    [Fact]
    public async Task A_blob_that_cannot_be_moved_stays_and_the_others_go()
    {
        var result = await _pass.RunAsync(mutator => new FailingMutator(
            mutator, operation => string.Equals(operation.Path, _store.Layout.Blob(_dead), StringComparison.Ordinal), FailingMutator.InputOutput));

        Assert.IsType<PassResult.Failed>(result);
        Assert.True(File.Exists(_store.Layout.BlobData(_dead)));
        Assert.False(File.Exists(_store.Layout.BlobData(_otherDead)));
    }

    /// <summary>Nobody is refused anything as root; a symbolic link is never followed.</summary>
    private static void Hide(string path)
    {
        if (Directory.Exists(path))
            Assert.Equal(default, new PosixMutator().Rename(path, $"{path}-hidden"));
        Posix.SymbolicLink(path, $"{path}-hidden");
    }

    private byte UnusedPrefix() => Enumerable.Range(0, 256).Select(prefix => (byte)prefix).First(prefix => !Directory.Exists(_store.Layout.BlobPrefix("sha256", prefix)));
}
