using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>A store that is too big, or a file system that is too full. Policy keeps everything here unless a test says otherwise; one tag of each repository is the floor.</summary>
[Collection(OneAtATime.Collection)]
public sealed class SpaceTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public SpaceTests()
    {
        _pass = new StagedPass(_store);
        Keeps("version: 1\npolicies: [{repositories: '**', keepLast: 99}]");
        for (var i = 1; i <= 4; i++)
            _store.Image("team/a", $"v{i}", TempStore.Minute(2 * i));
        for (var i = 1; i <= 4; i++)
            _store.Image("team/b", $"v{i}", TempStore.Minute((2 * i) + 1));
    }

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task With_space_enough_no_tag_goes()
    {
        Limit(Bytes());

        var plan = await _pass.PreviewAsync();

        Assert.True(plan.IsEmpty);
        Assert.Null(plan.Space);
    }

    [Fact]
    public async Task The_longest_unpushed_tags_of_all_repositories_go_until_it_is_enough()
    {
        var image = _store.Image("team/a", "v1", TempStore.Minute(2)); // as it is
        Limit(Bytes() - 1);

        await RunAsync();

        Assert.Equal(["v2", "v3", "v4"], Tags("team/a"));
        Assert.Equal(["v1", "v2", "v3", "v4"], Tags("team/b"));
        Assert.False(File.Exists(_store.Layout.BlobData(image)));
        Assert.Contains(_pass.Log.Events, logged => logged.Id == 2014 && logged.Message.StartsWith("Space is short: the store takes ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_store_is_no_bigger_than_the_limit_afterwards()
    {
        var limit = Bytes() * 6 / 10;
        Limit(limit);

        await RunAsync();

        Assert.InRange(Bytes(), 1, limit);
        Assert.Equal(Tags("team/a").Length, Tags("team/b").Length); // they took turns
    }

    [Fact]
    public async Task The_newest_of_every_repository_stay_however_short_space_is()
    {
        _pass.Settings = _pass.Settings with { Space = new SpaceLimits(90, null, KeepAtLeast: 2) };
        _pass.Space = (0, Bytes());

        var plan = await _pass.PreviewAsync();
        await RunAsync();

        Assert.Equal(["v3", "v4"], Tags("team/a"));
        Assert.Equal(["v3", "v4"], Tags("team/b"));
        Assert.Matches("^Space is short: 0% of the file system is free, 90% wanted; holds and undo windows end now, and 4 tags go; .* are missing still: ", plan.Space);
        Assert.All(["v3", "v4"], tag => Assert.True(_store.CanPull("team/a", tag) && _store.CanPull("team/b", tag)));
    }

    [Fact]
    public async Task What_policies_shield_stays()
    {
        _store.Image("mine/a", "v1", TempStore.LongAgo);
        _store.Image("mine/a", "v2", TempStore.LongAgo);
        _store.Image("off/a", "v1", TempStore.LongAgo);
        _store.Image("off/a", "v2", TempStore.LongAgo);
        Keeps(
            """
            version: 1
            policies:
              - {repositories: team/a, keepLast: 99, protect: v1}
              - {repositories: team/b, keepLast: 99, minAge: 30d}
              - {repositories: off/*, disabled: true}
            """);
        Limit(1);

        await RunAsync();

        Assert.Equal(["v1", "v4"], Tags("team/a"));
        Assert.Equal(["v1", "v2", "v3", "v4"], Tags("team/b"));
        Assert.Equal(["v1", "v2"], Tags("off/a"));
        Assert.Equal(["v1", "v2"], Tags("mine/a")); // for no policy
    }

    [Fact]
    public async Task A_hold_ends_before_a_tag_goes_for_space()
    {
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(3), Hold = TimeSpan.FromHours(2) };
        Limit(Bytes() - 1);

        await RunAsync();

        Assert.Equal(["v2", "v3", "v4"], Tags("team/a"));
        Assert.Equal(["v2", "v3", "v4"], Tags("team/b"));
        Assert.Empty((await _pass.PreviewAsync()).Steps.OfType<CollectionStep.CollectBlob>()); // gone already
    }

    [Fact]
    public async Task An_undo_window_ends_before_a_tag_goes_for_space()
    {
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(3), Undo = TimeSpan.FromDays(9) };
        await RunAsync();
        Assert.NotEmpty(EvictedTags.Read(_store.Layout, _pass.Settings.Undo, _ => { }));
        Limit(Bytes() - 1);
        _pass.Clock.Advance(TimeSpan.FromMinutes(1));

        await RunAsync();

        Assert.Empty(EvictedTags.Read(_store.Layout, _pass.Settings.Undo, _ => { }));
        Assert.Equal(["v2", "v3", "v4"], Tags("team/a"));
        Assert.InRange(Bytes(), 1, _pass.Settings.Space.MaxStoreBytes!.Value);
    }

    [Fact]
    public async Task What_the_grace_holds_back_will_come_so_no_tag_goes_for_it()
    {
        var limit = Bytes();
        _store.Blob(new string('x', 4096), _pass.Clock.GetUtcNow().AddMinutes(-1));
        Limit(limit);

        await RunAsync();

        Assert.Equal(4, Tags("team/a").Length);
        Assert.True(Bytes() > limit); // until the grace is over
        _pass.Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync();
        Assert.Equal(limit, Bytes());
        Assert.Equal(4, Tags("team/a").Length);
    }

    [Fact]
    public async Task Where_something_else_fills_the_disk_nothing_goes_for_it()
    {
        _pass.Settings = _pass.Settings with { Space = new SpaceLimits(90, null, KeepAtLeast: 1), Undo = TimeSpan.FromDays(1) };
        _pass.Space = (0, 1L << 40);

        var plan = await _pass.PreviewAsync();

        Assert.True(plan.IsEmpty);
        Assert.Equal("Space is short: 0% of the file system is free, 90% wanted; the store does not take that much, so something else fills the disk: nothing more goes than ever.", plan.Space);
    }

    [Fact]
    public async Task A_tag_whose_image_another_one_holds_does_not_go_in_vain()
    {
        _store.Image("team/a", "stable", TempStore.Minute(0), content: "team/a:v4"); // older than all, and the newest at once
        Limit(Bytes() - 1);

        await RunAsync();

        Assert.Equal(["stable", "v2", "v3", "v4"], Tags("team/a"));
    }

    [Fact]
    public async Task What_superseded_tags_held_until_now_will_come_so_no_tag_goes_for_it()
    {
        var limit = Bytes() + 3000; // enough for one more image
        for (var i = 9; i >= 1; i--)
            _store.Image("team/hot", "latest", _pass.Clock.GetUtcNow().AddMinutes(-10 * i / 2), content: $"build {i}");
        Limit(limit);
        var held = Bytes();

        for (var i = 0; i < 3; i++)
        {
            await RunAsync();
            Assert.Equal((4, 4), (Tags("team/a").Length, Tags("team/b").Length));
            _pass.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        _pass.Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync();
        Assert.True(Bytes() < held);
        Assert.Equal(["latest"], Tags("team/hot"));
    }

    [Fact]
    public async Task A_push_in_flight_does_not_cost_a_tag_a_pass()
    {
        _store.Upload("team/a", "2f2b3d3e-0f5e-4d43-8c55-6bd0d4f9a001", _pass.Clock.GetUtcNow().AddMinutes(-10));
        Limit(Bytes() - 1);

        for (var i = 0; i < 3; i++)
        {
            await RunAsync();
            _pass.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["v2", "v3", "v4"], Tags("team/a"));
        Assert.Equal(4, Tags("team/b").Length);
    }

    [Fact]
    public async Task Caches_go_before_images_and_take_no_place_on_the_floor()
    {
        Keeps("version: 1\npolicies: [{repositories: '**', keepLast: 99, cache: {keepWithin: 30d}}]");
        _store.Image("team/a", "buildcache", TempStore.Minute(20));
        Limit(Bytes() - 1);

        await RunAsync();

        Assert.Equal(["v1", "v2", "v3", "v4"], Tags("team/a"));
        Limit(1);
        await RunAsync();
        Assert.Equal(["v4"], Tags("team/a"));
    }

    [Fact]
    public async Task When_blobs_can_no_longer_go_at_a_later_attempt_the_first_plan_stands()
    {
        Limit(1);
        var marks = 0;
        var pass = _pass.NewPass(mutator => mutator, phase =>
        {
            if (phase is PassPhase.Mark && ++marks == 4)
                TempStore.Write(_store.TagLink("team/b", "v3"), "no digest");
        });

        var plan = await pass.PreviewAsync(CancellationToken.None);

        Assert.Equal(4, marks);
        Assert.True(plan.IsEmpty);
        Assert.EndsWith("no tag goes for it, since no blob could.", plan.Space, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tag_that_was_pushed_within_the_grace_stays_since_nothing_would_come_back()
    {
        for (var i = 1; i <= 3; i++)
            _store.Image("team/new", $"v{i}", _pass.Clock.GetUtcNow().AddMinutes(-i));
        Limit(1);

        await RunAsync();

        Assert.Equal(["v1", "v2", "v3"], Tags("team/new"));
        Assert.Equal(["v4"], Tags("team/a"));
    }

    [Fact]
    public async Task Where_blobs_cannot_go_no_tag_goes_in_vain()
    {
        TempStore.Write(_store.TagLink("team/a", "v2"), "no digest");
        Limit(1);

        var plan = await _pass.PreviewAsync();

        Assert.Equal(0, plan.EvictionCount);
        Assert.EndsWith("no tag goes for it, since no blob could.", plan.Space, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_plan_names_the_tags_and_the_pass_does_what_it_says()
    {
        Limit(Bytes() - 1);

        var plan = await _pass.PreviewAsync();
        await RunAsync();

        var gone = Assert.Single(plan.Repositories.SelectMany(repository => repository.Evictions));
        Assert.Equal("tag team/a:v1", gone.What);
        Assert.StartsWith("space is short: the store takes ", gone.Reason, StringComparison.Ordinal);
        Assert.All(plan.Steps.OfType<CollectionStep.CollectBlob>(), step => Assert.False(File.Exists(_store.Layout.BlobData(step.Digest))));
    }

    private void Keeps(string yaml)
    {
        var mistakes = new YamlMistakes("retention.yaml");
        _pass.Settings = _pass.Settings with { Retention = RetentionFile.Read(yaml, mistakes).Policies };
        Assert.Empty(mistakes.All);
    }

    private void Limit(long bytes) => _pass.Settings = _pass.Settings with { Space = new SpaceLimits(0, bytes, KeepAtLeast: 1) };

    private async Task RunAsync() => Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

    private string[] Tags(string repository) =>
        [.. Directory.GetDirectories(_store.Layout.Tags(RepositoryName.Parse(repository))).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    private long Bytes() => Directory.EnumerateFiles(_store.Layout.Blobs, "data", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length);
}
