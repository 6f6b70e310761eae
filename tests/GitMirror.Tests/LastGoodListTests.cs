using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class LastGoodListTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private readonly FakeGitLab _forge = new();
    private readonly SkippingClock _clock = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _forge.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [Fact]
    public async Task A_restart_while_the_forge_is_down_goes_on_with_every_mirror_and_the_pass_counts_as_failed()
    {
        var upstream = _stage.Upstream();
        _forge.Project("app", _stage.Server.Url("app.git"));
        _forge.Project("prose", "What this is");
        // The upstream's projects are not pushed to here, so where they would go does not matter.
        Assert.IsType<PassResult.Succeeded>(await PassAsync());

        _forge.Answer("/api/v4/", 99, 502, "<html>");
        var commit = upstream.Commit("main", "second");
        var failed = Assert.IsType<PassResult.Failed>(await PassAsync());

        Assert.Equal(commit, _stage.State().New);
        Assert.Equal("the list of mirrors is that of 2026-05-01 12:00:00Z: the forge has trouble of its own: 502 (an HTML page); look at its logs; it is asked again in the next pass", failed.Sentence);
        Assert.Contains(3060, _stage.Log.Ids);
        Assert.Equal(2, _stage.Log.Ids.Count(id => id == 3061));
    }

    [Fact]
    public async Task Without_an_earlier_list_there_is_nothing_to_go_on_with_and_that_is_said()
    {
        _forge.Answer("/api/v4/", 99, 401, """{"message":"401 Unauthorized"}""");

        var failed = Assert.IsType<PassResult.Failed>(await PassAsync());

        Assert.StartsWith("there is no list of mirrors: the forge does not know the token", failed.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_comes_back_from_its_file_as_it_was()
    {
        _forge.Project("app", "origin: https://example.org/app.git\nskip: true\nlfs: true\nnote: secret\nrefspec: refs/heads/main").AutoDevOps = true;
        _forge.Project("prose", "What this is");
        var good = await Source().ListAsync(CancellationToken.None);

        _forge.Answer("/api/v4/", 99, 503, "");
        var kept = await Source().ListAsync(CancellationToken.None);

        var (before, after) = (Assert.Single(good.Mirrors), Assert.Single(kept.Mirrors));
        var project = before.Destination!.Project! with { Description = null };
        Assert.Equal(before with { Refs = after.Refs, Destination = before.Destination with { Project = project } }, after);
        Assert.Equal(before.Refs, after.Refs);
        Assert.Equal(Assert.Single(good.Unready).Fault.ToString(), Assert.Single(kept.Unready).Fault.ToString());
        Assert.NotNull(kept.Stale);
        Assert.DoesNotContain("secret", await File.ReadAllTextAsync(_stage.Layout.Listing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_of_another_group_a_broken_one_and_one_that_todays_settings_refuse_are_not_used()
    {
        _forge.Project("app", "http://example.org/app.git");
        await Source().ListAsync(CancellationToken.None);
        var (file, source) = (_stage.Layout.Listing, _forge.Settings.Source);

        Assert.Single(LastGoodList.Read(file, source, new UrlRules(true, true))!.Mirrors);
        Assert.Empty(LastGoodList.Read(file, source, new UrlRules(false, false))!.Mirrors);
        Assert.Null(LastGoodList.Read(file, $"{source}2", new UrlRules(true, true)));
        await File.WriteAllTextAsync(file, "{ half");
        Assert.Null(LastGoodList.Read(file, source, new UrlRules(true, true)));
    }

    [Fact]
    public async Task A_project_that_is_not_ready_is_told_once_and_again_when_that_changes()
    {
        var project = _forge.Project("app", null);
        var pass = Staged();
        await pass.RunAsync(CancellationToken.None);
        await pass.RunAsync(CancellationToken.None);
        Assert.Equal(1, _stage.Log.Ids.Count(id => id == 3061));

        project.Description = "words and words";
        Assert.IsType<PassResult.Succeeded>(await pass.RunAsync(CancellationToken.None));
        Assert.Equal(2, _stage.Log.Ids.Count(id => id == 3061));
    }

    [Fact]
    public async Task The_process_lists_a_forge_keeps_its_mirrors_and_shows_them()
    {
        var upstream = _stage.Upstream();
        _forge.Project("app", _stage.Server.Url("app.git"));
        _forge.Project("new", null);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MIRROR_PROVIDER"] = "gitlab",
            ["MIRROR_URL"] = _forge.Url,
            ["MIRROR_GROUP"] = "mirrors",
            ["MIRROR_TOKEN"] = FakeForge.Token,
        };

        var once = await MirrorProcess.RunAsync(_stage, environment, "--once");
        Assert.True(once.Code == 0, once.Output + once.Error);
        var status = await MirrorProcess.RunAsync(_stage, environment, "status");
        Assert.Equal(0, status.Code);
        Assert.Contains(upstream.Git("rev-parse", "main")[..12], status.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nmirrors/new is not mirrored: the project's description is empty, so there is no upstream.\n"
            + "  write the upstream's https address, and nothing else, into Settings > General > Project description.\n", status.Output, StringComparison.Ordinal);

        environment["MIRROR_TOKEN"] = "revoked-0123";
        var refused = await MirrorProcess.RunAsync(_stage, environment, "--once");
        Assert.Equal(1, refused.Code);
        Assert.DoesNotContain("revoked-0123", refused.Output + refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(FakeForge.Token, once.Output + once.Error, StringComparison.Ordinal);
    }

    private LastGoodList Source() => new(
        new ForgeGroup(Forge.Open(_forge.Settings, _clock), _forge.Settings, _stage.Settings.Rules), _stage.Layout.Listing, _forge.Settings.Source, _stage.Settings.Rules, _clock);

    private MirrorPass Staged() => new(_stage.Settings with { Forge = _forge.Settings }, Source(), forge: null, once: true, accept: null, TimeProvider.System, _stage.Log);

    private Task<PassResult> PassAsync() => Staged().RunAsync(CancellationToken.None);
}
