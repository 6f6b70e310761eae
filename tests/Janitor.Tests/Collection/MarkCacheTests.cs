using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>The file itself.</summary>
public sealed class MarkCacheTests : IDisposable
{
    private const string App = "team/app";

    private readonly TempStore _store = new();
    private readonly Digest _image;

    public MarkCacheTests()
    {
        _image = _store.Image(App, "v1");
        Directory.CreateDirectory(_store.Layout.Own);
    }

    private StorageLayout Layout => _store.Layout;

    public void Dispose() => _store.Dispose();

    [Fact]
    public void What_was_saved_is_known_again()
    {
        var index = _store.Index(App, "latest", TempStore.Minute(1), _image);
        var about = _store.Image(App, null, content: "about it", subject: index);
        Save(_image, index, about);

        var (graph, tags, fault) = Load();

        Assert.Null(fault);
        Assert.Equal(3, KnownTo(graph).Count);
        var leads = Assert.IsType<ManifestNode.Leads>(graph.Of(graph.Digests.NumberOf(index)));
        Assert.True(leads.IsIndex);
        Assert.Equal([graph.Digests.NumberOf(_image)], leads.Manifests.ToArray());
        leads = Assert.IsType<ManifestNode.Leads>(graph.Of(graph.Digests.NumberOf(about)));
        Assert.Equal((false, graph.Digests.NumberOf(index), 3), (leads.IsIndex, leads.Subject, leads.Blobs.Length));
        Assert.Equal(0, graph.ReadCount);
        Assert.Equal((Stamp("v1").ModifiedNanoseconds, graph.Digests.NumberOf(_image)), tags.Of(RepositoryName.Parse(App))["v1"]);
    }

    [Fact]
    public void One_changed_bit_makes_it_worthless_wherever_it_is()
    {
        Save(_image);
        var bytes = File.ReadAllBytes(Layout.MarkCache);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= 0x10;
            File.WriteAllBytes(Layout.MarkCache, bytes);
            AssertWorthless($"byte {i} of {bytes.Length}");
            bytes[i] ^= 0x10;
        }
    }

    [Fact]
    public void A_part_of_it_is_worthless_whatever_its_length()
    {
        Save(_image);
        var bytes = File.ReadAllBytes(Layout.MarkCache);
        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(Layout.MarkCache, bytes[..length]);
            AssertWorthless($"{length} of {bytes.Length} bytes");
        }
    }

    [Fact]
    public void Another_version_s_is_not_understood_and_that_is_no_fault()
    {
        using (var file = File.Create(Layout.MarkCache))
        {
            var writer = new ChecksummedWriter(file);
            writer.Write("marks 2\n"u8);
            writer.Write(7);
            writer.End();
        }

        var (graph, tags, fault) = Load();

        Assert.Null(fault);
        Assert.Empty(KnownTo(graph));
        Assert.Same(KnownTags.None, tags);
    }

    [Theory]
    [InlineData("a directory")]
    [InlineData("a named pipe")]
    [InlineData("a symbolic link")]
    public void What_is_no_file_is_worthless_and_holds_nobody(string what)
    {
        switch (what)
        {
            case "a directory":
                Directory.CreateDirectory(Layout.MarkCache);
                break;
            case "a named pipe":
                Posix.NamedPipe(Layout.MarkCache);
                break;
            default:
                Save(_image);
                File.Move(Layout.MarkCache, $"{Layout.MarkCache}-elsewhere", overwrite: true);
                Posix.SymbolicLink(Layout.MarkCache, $"{Layout.MarkCache}-elsewhere");
                break;
        }

        AssertWorthless(what);
    }

    [Fact]
    public void A_manifest_whose_bytes_are_gone_is_not_known_any_more()
    {
        Save(_image);
        TempStore.Damage(Layout.Blob(_image));

        var (graph, _, _) = Load();

        Assert.Empty(KnownTo(graph));
        Assert.IsType<ManifestNode.Missing>(graph.Of(graph.Digests.NumberOf(_image)));
    }

    [Fact]
    public void What_is_named_by_another_algorithm_is_not_remembered_and_takes_nothing_else_with_it()
    {
        var layer = Digest.Parse($"sha512:{new string('a', 128)}");
        var other = _store.Manifest(App, "v2", TempStore.LongAgo, Manifests.Image(TempStore.DigestOf("config"), [layer]));
        Save(_image, other);

        var (graph, tags, fault) = Load();

        Assert.Null(fault);
        Assert.Equal([_image], KnownTo(graph));
        Assert.NotEmpty(tags.Of(RepositoryName.Parse(App)));
    }

    [Fact]
    public void The_longest_names_come_back_whole()
    {
        var repository = RepositoryName.Parse(string.Join('/', Enumerable.Repeat(new string('a', 63), 4)));
        Assert.Equal(255, repository.Value.Length);
        var tag = new string('t', 128);
        _store.Image(repository.Value, tag);
        var graph = Graph();
        MarkCache.Save(Layout, graph, [new KnownRepository(repository, [new KnownTag(new TagSnapshot(Tag.Parse(tag), new FileStamp(-1, 71)), graph.Digests.NumberOf(_image))])]);

        var (loaded, tags, fault) = Load();

        Assert.Null(fault);
        Assert.Equal((tag, (-1L, loaded.Digests.NumberOf(_image))), Assert.Single(tags.Of(repository).Select(pair => (pair.Key, pair.Value))));
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        Save(_image);
        var before = File.ReadAllBytes(Layout.MarkCache);
        TempStore.Damage(Layout.Own);
        File.WriteAllText(Layout.Own, "");

        Assert.ThrowsAny<IOException>(() => Save(_image));

        Assert.NotEmpty(before);
    }

    [Theory]
    [InlineData(-3.001, true)]
    [InlineData(-3, false)]
    [InlineData(0, false)]
    [InlineData(3600, false)]
    public void A_link_that_may_be_written_again_at_the_same_time_is_not_known(double seconds, bool known)
    {
        var at = FakeClock.Start.AddSeconds(seconds);
        var stamp = new FileStamp((at.UtcTicks - DateTime.UnixEpoch.Ticks) * 100, 71);

        Assert.Equal(known, KnownTags.CanBeKnown(stamp, FakeClock.Start));
        Assert.False(KnownTags.CanBeKnown(stamp with { Size = 0 }, FakeClock.Start));
    }

    private FileStamp Stamp(string tag) => LinkFile.StampOf(_store.TagLink(App, tag))!.Value;

    private static List<Digest> KnownTo(ReferenceGraph graph) =>
        [.. Enumerable.Range(0, graph.Digests.BlobCount).Where(number => graph.KnownAt(number) is not null).Select(number => graph.Digests[number])];

    private ReferenceGraph Graph() => new(
        new DigestTable(BlobInventory.Take(Layout, 1, fault => Assert.Fail(fault.ToString()), default)), digest => ManifestFile.Read(Layout, digest));

    /// <summary>As a pass does that has read these manifests and the tag v1.</summary>
    private void Save(params Digest[] manifests)
    {
        var graph = Graph();
        foreach (var manifest in manifests)
            Assert.IsType<ManifestNode.Leads>(graph.Of(graph.Digests.NumberOf(manifest)));
        MarkCache.Save(Layout, graph, [new KnownRepository(RepositoryName.Parse(App), [new KnownTag(new TagSnapshot(Tag.Parse("v1"), Stamp("v1")), graph.Digests.NumberOf(_image))])]);
    }

    private (ReferenceGraph Graph, KnownTags Tags, StoreFault? Fault) Load()
    {
        var graph = Graph();
        var tags = MarkCache.Load(Layout, graph, out var fault);
        return (graph, tags, fault);
    }

    private void AssertWorthless(string what)
    {
        var (graph, tags, fault) = Load();
        Assert.Equal((what, Layout.MarkCache), (what, Assert.IsType<StoreFault.Broken>(fault).Path));
        Assert.Empty(KnownTo(graph));
        Assert.Same(KnownTags.None, tags);
    }
}
