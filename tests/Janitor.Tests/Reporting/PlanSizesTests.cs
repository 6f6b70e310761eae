using System.Text;
using System.Text.Json;
using RegistryJanitor.Collection;
using RegistryJanitor.Reporting;
using RegistryJanitor.Retention;
using RegistryJanitor.Tests.Support;
using RegistryJanitor.Usage;

namespace RegistryJanitor.Tests.Reporting;

/// <summary>A plan with what each tag takes, as a table and as JSON.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PlanSizesTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public PlanSizesTests() => _pass = EverythingScene.Stage(_store);

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_plan_with_sizes_reads_like_this() => Golden.Matches("plan-sizes.txt", Text(await ViewAsync()));

    [Fact]
    public async Task A_plan_of_some_repositories_says_that_its_totals_are_of_all() =>
        Golden.Matches("plan-shown.txt", Text(await ViewAsync("one/**", Scene.Cache)));

    [Fact]
    public async Task A_plan_with_sizes_has_the_steps_of_one_without()
    {
        var plan = await _pass.PreviewAsync();

        Assert.Equal(plan.Steps.Select(Said).ToArray(), (await ViewAsync()).Plan.Steps.Select(Said).ToArray());
    }

    [Fact]
    public async Task A_plan_as_JSON_is_this()
    {
        var view = await ViewAsync();

        var json = Json(view);

        Golden.Matches("plan.json", json);
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        Assert.Equal(PlanJson.Version, root.GetProperty("version").GetInt32());
        Assert.Equal(
            view.Plan.Steps.Select(step => Said(step).Replace(_store.Root, "ROOT", StringComparison.Ordinal)).ToArray(),
            root.GetProperty("steps").EnumerateArray().Select(step => $"{Word(step, "what")}: {Word(step, "reason")}").ToArray());
        Assert.Equal(
            view.Plan.Repositories.SelectMany(repository => repository.Verdicts.Select(verdict => $"{repository.Repository}:{verdict.Tag.Tag} {verdict is Verdict.Evict} {verdict.Reason}")).ToArray(),
            root.GetProperty("verdicts").EnumerateArray().Select(verdict =>
                $"{Word(verdict, "repository")}:{Word(verdict, "tag")} {Word(verdict, "verdict") is "evict"} {Word(verdict, "reason")}").ToArray());
        Assert.Equal(view.Plan.Blobs.Steps.Sum(step => step.Bytes), root.GetProperty("blobs").GetProperty("now").GetProperty("bytes").GetInt64());
        Assert.Equal(view.Usage!.Bytes, root.GetProperty("totals").GetProperty("bytes").GetInt64());
    }

    [Fact]
    public async Task JSON_of_some_repositories_has_their_verdicts_and_steps_alone_and_the_totals_of_all()
    {
        var view = await ViewAsync(Scene.Cache);

        using var document = JsonDocument.Parse(Json(view));

        var root = document.RootElement;
        Assert.All(root.GetProperty("verdicts").EnumerateArray(), verdict => Assert.Equal(Scene.Cache, verdict.GetProperty("repository").GetString()));
        Assert.All(root.GetProperty("steps").EnumerateArray(), step => Assert.Equal(Scene.Cache, step.GetProperty("repository").GetString()));
        Assert.Equal(view.Plan.TagCount, root.GetProperty("totals").GetProperty("tags").GetInt32());
        Assert.Equal(Scene.Cache, Assert.Single(root.GetProperty("shown").EnumerateArray()).GetString());
    }

    [Fact]
    public async Task The_sizes_of_a_plan_are_those_of_a_list()
    {
        var (_, sizes) = await PreviewAsync();

        var list = new UsageReader(_store.Layout, 1).Read(_pass.Clock.GetUtcNow(), _ => { }, CancellationToken.None);

        Assert.Equal(Told(list.Usage), Told(sizes.Usage));
    }

    [Fact]
    public async Task Without_a_collection_a_plan_has_sizes_too()
    {
        _pass.Settings = _pass.Settings with { RunGc = false };

        var (_, sizes) = await PreviewAsync();

        Assert.All(sizes.Usage.Repositories.SelectMany(repository => repository.Tags), tag => Assert.True(tag.Bytes > 0));
    }

    private Task<(CollectionPlan Plan, UsageReport Sizes)> PreviewAsync() =>
        _pass.NewPass(mutator => mutator).PreviewWithSizesAsync(_ => { }, CancellationToken.None);

    private async Task<PlanView> ViewAsync(params string[] shown)
    {
        var (plan, sizes) = await PreviewAsync();
        return new PlanView(plan, new RepositoryPatterns(shown), sizes);
    }

    private string Text(PlanView view)
    {
        using var output = new StringWriter { NewLine = "\n" };
        PlanText.Write(view, output, Screen.None);
        return output.ToString().Replace(_store.Root, "ROOT", StringComparison.Ordinal);
    }

    private string Json(PlanView view)
    {
        using var output = new MemoryStream();
        PlanJson.Write(view, view.Usage!, _store.Root, output);
        return Encoding.UTF8.GetString(output.ToArray()).Replace(_store.Root, "ROOT", StringComparison.Ordinal);
    }

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static string Said(CollectionStep step) => $"{step.What}: {step.Reason}";

    private static string Told(StoreUsage usage) => string.Join(
        '\n',
        usage.Repositories.SelectMany(repository => repository.Tags.Select(tag => $"{repository.Repository} {repository.Bytes} {repository.BytesAlone} {tag}")));
}
