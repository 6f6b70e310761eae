using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class SecondLookTests : IDisposable
{
    private const string App = "team/app";

    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_lies_in_the_trash_is_named_again_by_a_tag_that_was_pushed_meanwhile()
    {
        var child = _store.Image(App, null, TempStore.LongAgo, content: "child");
        var index = _store.Index(App, null, TempStore.LongAgo, child);
        var dead = _store.Image(App, null, TempStore.LongAgo, content: "dead");
        var trashed = Trashed();
        _store.Index(App, "v1", FakeClock.Start, child);

        var named = Named(trashed);

        Assert.NotNull(named);
        Assert.Equal([true, true, false], new[] { child, index, dead }.Select(named.Contains).ToArray());
    }

    [Fact]
    public void A_manifest_whose_link_was_written_again_in_the_trash_brings_back_what_it_leads_to()
    {
        var child = _store.Image(App, null, TempStore.LongAgo, content: "child");
        var index = _store.Index(App, null, TempStore.LongAgo, child);

        var named = Named(Trashed(), index);

        Assert.NotNull(named);
        Assert.Contains(child, named);
    }

    [Fact]
    public void Nothing_is_known_when_a_tag_cannot_be_read()
    {
        _store.Image(App, null, TempStore.LongAgo, content: "one");
        var trashed = Trashed();
        TempStore.Write(_store.TagLink(App, "v1"), "");

        Assert.Null(Named(trashed));
    }

    private List<Digest> Trashed()
    {
        var trashed = RevisionLister.List(_store.Layout.Revisions(RepositoryName.Parse(App)), _ => { }).ConvertAll(revision => revision.Digest);
        foreach (var revision in trashed)
            TempStore.Damage(_store.RevisionPath(App, revision));
        return trashed;
    }

    private HashSet<Digest>? Named(List<Digest> trashed, params Digest[] writtenAgain)
    {
        var digests = new DigestTable(BlobInventory.Empty);
        var look = new SecondLook(
            _store.Layout,
            new ReferenceGraph(digests, digest => ManifestFile.Read(_store.Layout, digest)),
            new PresentRevisions(_store.Layout, digests, []));
        return look.NamedIn(RepositoryName.Parse(App), trashed, writtenAgain, _ => { })?.Select(number => digests[number]).ToHashSet();
    }
}
