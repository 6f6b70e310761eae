using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Storage;

public sealed class StoreScannerTests : IDisposable
{
    private readonly TempStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void Every_repository_and_tag_is_found_with_any_number_of_threads(int threads)
    {
        _store.Image("team/app", "v1", TempStore.Minute(1));
        _store.Image("team/app", "v2", TempStore.Minute(2));
        _store.Image("team/app/cache", "main", TempStore.Minute(3));
        _store.Image("library/base", "latest", TempStore.Minute(4));
        _store.Layer("team/uploads-only", "a layer", TempStore.LongAgo);
        for (var i = 0; i < 200; i++)
            _store.Image($"many/r{i:000}", "only", TempStore.Minute(i), content: "one image for all");

        var found = Scan(threads);

        Assert.Empty(found.AllFaults);
        Assert.Equal(
            ["library/base: latest@4", "team/app: v1@1 v2@2", "team/app/cache: main@3", "team/uploads-only: "],
            Told(found).Where(line => !line.StartsWith("many/", StringComparison.Ordinal)).ToArray());
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => $"many/r{i:000}: only@{i}").ToArray(),
            Told(found).Where(line => line.StartsWith("many/", StringComparison.Ordinal)).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void Five_thousand_tags_of_one_repository_keep_their_own_times(int threads)
    {
        for (var i = 0; i < 5000; i++)
            TempStore.Write(_store.TagLink("big/one", $"t{i:0000}"), "any", TempStore.Minute(i));

        var found = Assert.Single(Scan(threads).Repositories);

        Assert.Equal(Enumerable.Range(0, 5000).Select(i => $"t{i:0000}@{i}").ToArray(), found.Tags.Select(Told).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void A_store_that_nothing_was_pushed_to_is_empty_and_sound()
    {
        var found = Scan();

        Assert.Empty(found.Repositories);
        Assert.Empty(found.AllFaults);
    }

    [Fact]
    public void A_repository_is_told_by_its_own_directories()
    {
        _store.Image("both", "v1");
        _store.Layer("layers", "a layer", TempStore.LongAgo);
        _store.Manifest("manifests", "v1", TempStore.LongAgo, "{}");
        _store.Upload("uploads", "1", TempStore.LongAgo);

        Assert.Equal(
            ["both True True", "layers False True", "manifests True False", "uploads False False"],
            Scan().Repositories.Select(repository => $"{repository.Name} {repository.HasManifests} {repository.HasLayers}").ToArray());
    }

    [Fact]
    public void Stray_files_are_told_and_hide_nothing()
    {
        _store.Image("team/app", "v1");
        string[] strays =
        [
            $"{_store.Layout.Repositories}/README",
            $"{_store.Layout.Repositories}/team/.DS_Store",
            $"{_store.Layout.Repositories}/team/app/.nfs0001",
            $"{_store.Layout.Tags(RepositoryName.Parse("team/app"))}/.nfs0002",
        ];
        foreach (var stray in strays)
            TempStore.Write(stray, "x");
        TempStore.Write($"{_store.TagPath("team/app", "v1")}/stray", "x");
        TempStore.Write($"{_store.TagPath("team/app", "v1")}/current/stray", "x");

        var found = Scan();

        Assert.Equal(["team/app: v1@0"], Told(found));
        Assert.Equal(strays.Order(StringComparer.Ordinal), found.AllFaults.Select(fault => fault.Path).Order(StringComparer.Ordinal));
        Assert.All(found.AllFaults, fault => Assert.Equal("a file where the registry keeps directories only", Assert.IsType<StoreFault.Stray>(fault).Cause));
        Assert.True(found.Repositories[0].IsWhole);
    }

    [Fact]
    public void A_tag_without_a_current_link_is_broken_and_none_of_the_tags()
    {
        _store.Image("team/app", "v1");
        _store.Image("team/app", "half");
        TempStore.Damage(_store.TagLink("team/app", "half"));
        _store.Image("team/app", "quarter");
        TempStore.Damage($"{_store.TagPath("team/app", "quarter")}/current");

        var found = Scan();

        Assert.Equal(["team/app: v1@0"], Told(found));
        Assert.Equal(
            [_store.TagPath("team/app", "half"), _store.TagPath("team/app", "quarter")],
            found.AllFaults.Select(fault => Assert.IsType<StoreFault.Broken>(fault).Path).ToArray());
        Assert.True(found.Repositories[0].IsWhole);
    }

    [Fact]
    public void An_empty_link_is_a_tag_like_any_other_and_its_size_is_told()
    {
        _store.Image("team/app", "v1");
        TempStore.Write(_store.TagLink("team/app", "v1"), "", TempStore.Minute(5));

        var tag = Assert.Single(Scan().Repositories[0].Tags);

        Assert.Equal((TempStore.Minute(5), 0L), (tag.PushedAt, tag.Link.Size));
    }

    [Fact]
    public void What_is_not_a_directory_on_the_way_to_a_tag_s_link_makes_the_repository_unreadable()
    {
        _store.Image("team/app", "v1");
        TempStore.Write($"{_store.TagPath("team/app", "v2")}/current", "a file");
        _store.Image("team/other", "v1");

        var found = Scan();

        Assert.Equal(["team/app: v1@0", "team/other: v1@0"], Told(found));
        Assert.Equal([false, true], found.Repositories.Select(repository => repository.IsWhole).ToArray());
        Assert.Equal(_store.TagLink("team/app", "v2"), Assert.IsType<StoreFault.Unreadable>(Assert.Single(found.AllFaults)).Path);
    }

    [Theory]
    [InlineData("a directory")]
    [InlineData("a pipe")]
    public void What_is_not_a_file_in_a_link_s_place_is_no_tag(string what)
    {
        _store.Image("team/app", "v1");
        var path = _store.TagLink("team/app", "v2");
        if (what is "a directory")
            Directory.CreateDirectory(path);
        else
            Posix.NamedPipe(path);

        var found = Scan();

        Assert.Equal(["team/app: v1@0"], Told(found));
        Assert.Equal(path, Assert.IsType<StoreFault.Stray>(Assert.Single(found.AllFaults)).Path);
    }

    [Theory]
    [InlineData("link", "repositories/team/app/_manifests/tags/alias/current/link")]
    [InlineData("tag", "repositories/team/app/_manifests/tags/alias")]
    [InlineData("repository", "repositories/team/alias")]
    [InlineData("namespace", "repositories/alias")]
    public void A_symbolic_link_is_told_and_not_followed(string level, string path)
    {
        _store.Image("team/app", "v1");
        var target = level switch
        {
            "link" => _store.TagLink("team/app", "v1"),
            "tag" => _store.TagPath("team/app", "v1"),
            "repository" => _store.Layout.Repository(RepositoryName.Parse("team/app")),
            _ => $"{_store.Layout.Repositories}/team",
        };
        Posix.SymbolicLink($"{_store.Layout.Registry}/{path}", target);

        var found = Scan();

        Assert.Equal(["team/app: v1@0"], Told(found));
        Assert.Equal($"{_store.Layout.Registry}/{path}", Assert.IsType<StoreFault.Unreadable>(Assert.Single(found.AllFaults)).Path);
    }

    [Theory]
    [InlineData("_manifests/tags")]
    [InlineData("_manifests")]
    public void A_symbolic_link_in_the_place_of_tags_is_not_followed(string part)
    {
        _store.Image("team/app", "v1");
        _store.Layer("team/alias", "a layer", TempStore.LongAgo);
        Posix.SymbolicLink($"{_store.Layout.Repositories}/team/alias/{part}", $"{_store.Layout.Repositories}/team/app/{part}");

        var found = Scan();

        Assert.Equal(["team/alias: ", "team/app: v1@0"], Told(found));
        Assert.Equal($"{_store.Layout.Repositories}/team/alias/{part}", Assert.Single(found.AllFaults).Path);
    }

    [Fact]
    public void Names_that_the_registry_could_not_serve_are_told_and_left_alone()
    {
        _store.Image("team/app", "v1");
        TempStore.Write($"{_store.Layout.Repositories}/Team/App/_manifests/tags/v1/current/link", "x");
        TempStore.Write($"{_store.Layout.Repositories}/_manifests/tags/v1/current/link", "x");
        TempStore.Write($"{_store.Layout.Tags(RepositoryName.Parse("team/app"))}/-bad tag-/current/link", "x");

        var found = Scan();

        Assert.Equal(["team/app: v1@0"], Told(found));
        Assert.Equal(
            [$"{_store.Layout.Repositories}", $"{_store.Layout.Repositories}/Team/App", $"{_store.Layout.Tags(RepositoryName.Parse("team/app"))}/-bad tag-"],
            found.AllFaults.Select(fault => Assert.IsType<StoreFault.Stray>(fault).Path).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void A_repository_below_one_that_has_no_tags_is_found() =>
        Assert.Equal(["a/b/c/d/e/f: v1@0"], Told(ScanOf(() => _store.Image("a/b/c/d/e/f", "v1"))));

    [Fact]
    public void The_scan_opens_no_file()
    {
        for (var i = 0; i < 40; i++)
            _store.Image("team/app", $"v{i:00}", TempStore.Minute(i), content: "one");
        using var opened = new OpenedFiles(_store.Layout.Registry);

        Assert.Equal(40, Scan().Repositories[0].Tags.Length);

        Assert.Empty(opened.Take());
        _ = File.ReadAllText(_store.TagLink("team/app", "v07"));
        Assert.Equal(["link"], opened.Take().Distinct(StringComparer.Ordinal).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    public void A_scan_that_is_asked_to_stop_stops_and_tells_nothing(int threads)
    {
        for (var i = 0; i < 100; i++)
            _store.Image($"many/r{i:000}", "v1", content: "one");
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => StoreScanner.Scan(_store.Layout, threads, stop.Token));
    }

    private static string[] Told(ScannedStore found) =>
        [.. found.Repositories.Select(repository => $"{repository.Name}: {string.Join(' ', repository.Tags.Select(Told).Order(StringComparer.Ordinal))}")];

    private static string Told(TagSnapshot tag) => $"{tag.Tag}@{(tag.PushedAt - TempStore.LongAgo).TotalMinutes}";

    private ScannedStore ScanOf(Action staging)
    {
        staging();
        return Scan();
    }

    private ScannedStore Scan(int threads = 4) => StoreScanner.Scan(_store.Layout, threads, CancellationToken.None);
}
