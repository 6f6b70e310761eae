using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What is left over from pushes that were cut off and from what was removed before. The newest tag stays, an hour of grace.</summary>
[Collection(OneAtATime.Collection)]
public sealed class LitterTests : IDisposable
{
    private const string App = "team/app";
    private const string Id = "1b4e28ba-2fa1-11d2-883f-0016d3cca427";

    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public LitterTests()
    {
        _pass = new StagedPass(_store);
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(1) };
    }

    private DateTimeOffset Young => _pass.Clock.GetUtcNow().AddHours(-1);

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("revision")]
    [InlineData("layer")]
    [InlineData("layer by sha512")]
    [InlineData("tag")]
    [InlineData("blob")]
    [InlineData("prefix")]
    [InlineData("namespace")]
    public async Task An_empty_directory_goes_when_it_is_old_and_stays_when_it_is_young(string kind)
    {
        _store.Image(App, "v1");
        var (old, young) = (Path(kind, 1), Path(kind, 2));
        Aged.Empty(old, Young.AddSeconds(-1));
        Aged.Empty(young, Young);

        await RunAsync();

        Assert.False(Directory.Exists(old), "the old one stays");
        Assert.True(Directory.Exists(young), "the young one goes");
        Assert.True(_store.CanPull(App, "v1"));
    }

    [Theory]
    [InlineData("link", true, true)]
    [InlineData("link", false, false)]
    public async Task What_registry_3_was_about_to_rename_goes_when_it_is_old(string name, bool old, bool goes)
    {
        _store.Image(App, "v1");
        var directory = Path("layer", 1);
        TempStore.Write($"{directory}/{name}.{Id}.tmp", "sha256:", old ? Young.AddSeconds(-1) : Young);
        Aged.Empty(directory);

        await RunAsync();

        Assert.Equal(goes, !Directory.Exists(directory));
    }

    [Fact]
    public async Task A_blob_that_was_never_renamed_goes()
    {
        _store.Image(App, "v1");
        var directory = Path("blob", 1);
        TempStore.Write($"{directory}/data.{Id}.tmp", "half a layer");
        Aged.Empty(directory);

        await RunAsync();

        Assert.False(Directory.Exists(directory));
    }

    [Theory]
    [InlineData("link.tmp")]
    [InlineData("link.7.tmp")]
    [InlineData($"link.{Id}")]
    [InlineData($"link.{Id}.tmp.old")]
    [InlineData("notes.txt")]
    public async Task Any_other_file_is_somebody_s_and_its_directory_stays(string name)
    {
        _store.Image(App, "v1");
        var directory = Path("layer", 1);
        TempStore.Write($"{directory}/{name}", "sha256:");
        Aged.Empty(directory);

        await RunAsync();

        Assert.True(File.Exists($"{directory}/{name}"));
    }

    [Fact]
    public async Task A_symbolic_link_stops_it()
    {
        _store.Image(App, "v1");
        var directory = Path("layer", 1);
        Posix.SymbolicLink($"{directory}/sub", "/");
        Aged.Empty(directory);

        await RunAsync();

        Assert.NotNull(new DirectoryInfo($"{directory}/sub").LinkTarget);
    }

    [Fact]
    public async Task A_tag_that_is_half_deleted_goes_when_nothing_is_left_in_it()
    {
        _store.Image(App, "v1");
        Aged.Empty($"{_store.TagPath(App, "v0")}/index/sha256");
        Aged.Directories(_store.TagPath(App, "v0"));
        TempStore.Write($"{_store.TagPath(App, "v00")}/index/sha256/{TempStore.DigestOf("once").Hex}/link", TempStore.DigestOf("once").ToString());
        Aged.Directories(_store.TagPath(App, "v00"));

        await RunAsync();

        Assert.False(_store.HasTag(App, "v0"));
        Assert.True(_store.HasTag(App, "v00")); // its history may be all that a person has left to mend it with
    }

    [Fact]
    public async Task A_repository_in_which_nothing_is_leaves_the_catalog_and_its_parents_follow()
    {
        Aged.Empty($"{Repository("team/sub/gone")}/_layers/sha256");
        Aged.Empty($"{Repository("team/sub/gone")}/_manifests/revisions/sha256");
        Aged.Empty($"{Repository("team/sub/gone")}/_manifests/tags");
        Aged.Empty($"{Repository("team/sub/gone")}/_uploads");
        for (var i = 0; i < 3; i++)
        {
            Assert.True(Directory.Exists(_store.Layout.Repositories + "/team"));
            Aged.Directories(_store.Layout.Repositories);
            await RunAsync();
        }

        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Repositories));
    }

    [Fact]
    public async Task A_repository_whose_manifests_were_all_deleted_leaves_the_catalog_after_some_passes()
    {
        var image = _store.Image("team/gone", "v1");
        TempStore.Damage(_store.RevisionLink("team/gone", image));
        TempStore.Damage(_store.TagPath("team/gone", "v1"));
        for (var i = 0; i < 5; i++)
        {
            Aged.Directories(_store.Layout.Registry);
            await RunAsync();
        }

        Assert.Empty(Directory.GetFileSystemEntries(_store.Layout.Repositories));
        Assert.Empty(Directory.GetFiles(_store.Layout.Blobs, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_repository_with_an_open_upload_stays()
    {
        Aged.Empty($"{Repository(App)}/_layers/sha256");
        _store.Upload(App, "7c0a4a5e", _pass.Clock.GetUtcNow());
        Aged.Directories(Repository(App));

        await RunAsync();

        Assert.True(Directory.Exists($"{Repository(App)}/_layers"));
    }

    [Fact]
    public async Task A_repository_below_an_empty_one_stays()
    {
        Aged.Empty($"{Repository(App)}/_layers/sha256");
        _store.Image($"{App}/cache", "v1");
        Aged.Directories(_store.Layout.Repositories);

        await RunAsync();

        Assert.False(Directory.Exists($"{Repository(App)}/_layers"));
        Assert.True(_store.CanPull($"{App}/cache", "v1"));
    }

    [Fact]
    public async Task A_young_empty_repository_stays_it_may_be_just_made()
    {
        Aged.Empty($"{Repository(App)}/_uploads", Young);

        await RunAsync();

        Assert.True(Directory.Exists($"{Repository(App)}/_uploads"));
    }

    [Fact]
    public async Task A_stray_file_keeps_its_empty_repository()
    {
        Aged.Empty($"{Repository(App)}/_layers/sha256");
        TempStore.Write($"{Repository(App)}/_layers/.DS_Store", "x");
        Aged.Directories(Repository(App));

        await RunAsync();

        Assert.True(File.Exists($"{Repository(App)}/_layers/.DS_Store"));
    }

    [Fact]
    public async Task The_layers_directory_of_a_repository_that_has_manifests_never_goes()
    {
        _store.Manifest(App, "v1", TempStore.LongAgo, Manifests.Index([]));
        Aged.Empty($"{Repository(App)}/_layers/sha256");
        Aged.Directories(_store.Layout.Registry);

        await RunAsync();

        Assert.True(Directory.Exists($"{Repository(App)}/_layers"));
    }

    [Fact]
    public async Task Somebody_who_comes_while_it_is_removed_refuses_it_and_that_is_no_fault()
    {
        _store.Image(App, "v1");
        var directory = Aged.Empty(Path("layer", 1));

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync(mutator => new ObservedMutator(mutator)
        {
            Before = operation =>
            {
                if (operation.Verb is Verb.RemoveEmptyDirectory && string.Equals(operation.Path, directory, StringComparison.Ordinal))
                    TempStore.Write($"{directory}/link", TempStore.DigestOf("pushed").ToString());
                return default;
            },
        }));

        Assert.True(File.Exists($"{directory}/link"));
        Assert.DoesNotContain(_pass.Log.Events, e => e.Message.Contains(directory, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_prefix_of_one_digit_is_none_of_the_registry_s()
    {
        _store.Image(App, "v1");
        Aged.Empty($"{_store.Layout.Blobs}/sha256/a");

        await RunAsync();

        Assert.True(Directory.Exists($"{_store.Layout.Blobs}/sha256/a"));
        Assert.Contains(_pass.Log.Events, e => e.Message.Contains("not the beginning of a digest", StringComparison.Ordinal));
    }

    private string Repository(string name) => _store.Layout.Repository(RepositoryName.Parse(name));

    private string Path(string kind, int number)
    {
        var name = RepositoryName.Parse(App);
        var digest = TempStore.DigestOf($"litter {number}");
        return kind switch
        {
            "revision" => _store.Layout.Revision(name, digest),
            "layer" => _store.Layout.Layer(name, digest),
            "layer by sha512" => _store.Layout.Layer(name, Digest.Parse($"sha512:{new string((char)('a' + number), 128)}")),
            "tag" => _store.Layout.Tag(name, Tag.Parse($"half{number}")),
            "blob" => _store.Layout.Blob(digest),
            "prefix" => _store.Layout.BlobPrefix("sha256", UnusedPrefix(number)),
            _ => $"{_store.Layout.Repositories}/namespace{number}",
        };
    }

    private byte UnusedPrefix(int number) => Enumerable.Range(0, 256).Select(prefix => (byte)prefix)
        .Where(prefix => (prefix & 3) == number && !Directory.Exists(_store.Layout.BlobPrefix("sha256", prefix))).First();

    private async Task RunAsync()
    {
        _pass.Clock.Advance(TimeSpan.FromMilliseconds(1)); // a pass of its own
        _pass.Settings = _pass.Settings with { Grace = _pass.Settings.Grace + TimeSpan.FromMilliseconds(1) };
        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());
    }
}
