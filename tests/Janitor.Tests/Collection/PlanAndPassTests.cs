using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>What is printed is what is carried out, for every kind of step.</summary>
[Collection(OneAtATime.Collection)]
public sealed class PlanAndPassTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly StagedPass _pass;

    public PlanAndPassTests() => _pass = EverythingScene.Stage(_store);

    public void Dispose()
    {
        _pass.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task The_steps_that_a_pass_logs_are_those_of_the_plan()
    {
        var plan = await _pass.PreviewAsync();

        Assert.Equal(new PassResult.Succeeded(), await _pass.RunAsync());

        Assert.Equal(
            plan.Steps.Select(Said).Order(StringComparer.Ordinal),
            _pass.Log.Events.Where(e => e.Id is 2101 or 2103 or 2104 or 2302).Select(e => e.Message.Split("; it was sha256:")[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_lines_that_are_printed_are_the_steps_of_the_plan()
    {
        var plan = await _pass.PreviewAsync();
        await using var output = new StringWriter { NewLine = "\n" };

        PlanText.Write(plan, output);

        var lines = output.ToString().Split('\n');
        foreach (var step in plan.Steps)
            Assert.Single(lines, line => Prints(line, step));
        Assert.Equal(plan.Steps.Count(), lines.Count(line => plan.Steps.Any(step => Prints(line, step))));
    }

    [Fact]
    public async Task A_dry_run_logs_the_same_steps_and_changes_no_byte_and_no_time()
    {
        var plan = await _pass.PreviewAsync();
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);

        await DryRun.RunAsync(_pass.NewPass(mutator => mutator), _pass.Log, default);

        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
        Assert.Equal(
            plan.Steps.Select(step => step.What).Order(StringComparer.Ordinal),
            _pass.Log.Events.Where(e => e.Id is 2009 or 2010 or 2011).Select(e => WhatOf(e.Id, e.Message)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_plan_changes_no_byte_and_no_time()
    {
        await _pass.RunAsync(); // so that there is a cache, a journal and what waits
        _store.Image(Scene.App, "v5", TempStore.Minute(5));
        var before = Tree.Of(_store.Root, withDirectoryTimes: true);

        Assert.False((await _pass.PreviewAsync()).IsEmpty);

        Assert.Equal(before, Tree.Of(_store.Root, withDirectoryTimes: true));
    }

    private static bool Prints(string line, CollectionStep step) => step switch
    {
        CollectionStep.EvictTag tag => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var repository, var name, _, _, "evict", ..]
            && string.Equals(repository, tag.Repository.Value, StringComparison.Ordinal) && string.Equals(name, tag.Tag.Tag.Value, StringComparison.Ordinal),
        CollectionStep.RemoveRevision revision => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var repository, var name, _, _, "remove", ..]
            && string.Equals(repository, revision.Repository.Value, StringComparison.Ordinal) && string.Equals(name, $"@{revision.Revision.Digest}", StringComparison.Ordinal),
        CollectionStep.CollectBlob blob => string.Equals(line, $"- {blob.What}, {blob.Bytes:N0} bytes: {blob.Reason}", StringComparison.Ordinal),
        _ => string.Equals(line, $"- {step.What}: {step.Reason}", StringComparison.Ordinal),
    };

    private static string Said(CollectionStep step) => step switch
    {
        CollectionStep.EvictTag tag => $"evicted {tag.Repository}:{tag.Tag.Tag}, pushed {tag.Tag.PushedAt:u}: {tag.Reason}",
        CollectionStep.CollectBlob blob => $"collected {blob.What}, {blob.Bytes} bytes: {blob.Reason}",
        _ => $"removed {step.What}: {step.Reason}",
    };

    private static string WhatOf(int id, string message) => id == 2009
        ? $"tag {message["dry run: would evict ".Length..message.IndexOf(',', StringComparison.Ordinal)]}"
        : message["dry run: would remove ".Length..message.LastIndexOf(": ", StringComparison.Ordinal)];
}
