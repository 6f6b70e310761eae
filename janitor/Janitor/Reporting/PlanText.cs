using System.Globalization;
using RegistryJanitor.Collection;
using RegistryJanitor.Daemon;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Reporting;

/// <summary>A plan as a person reads it.</summary>
public static class PlanText
{
    private const int Verdicts = 3;
    private const int Size = 3;
    private static readonly string[] s_heading = ["REPOSITORY", "TAG", "PUSHED", "VERDICT", "REASON"];
    private static readonly string[] s_sized = ["REPOSITORY", "TAG", "PUSHED", "ALONE", "VERDICT", "REASON"];

    /// <summary>Writes all of it, without sizes.</summary>
    public static void Write(CollectionPlan plan, TextWriter output) => Write(new PlanView(plan, RepositoryPatterns.All, sizes: null), output, Screen.None);

    /// <summary>Writes one line a tag, one for everything else that goes, what is wrong, and the totals.</summary>
    internal static void Write(PlanView view, TextWriter output, Screen screen)
    {
        var plan = view.Plan;
        if (plan.TagCount + plan.RemovalCount > 0)
        {
            if (view.Usage is null)
                AlignedRows.Write(s_heading, () => view.Repositories.SelectMany(repository => Rows(view, repository)), output, screen, Verdicts);
            else
                AlignedRows.Write(s_sized, () => view.Repositories.SelectMany(repository => Rows(view, repository)), output, screen, Verdicts + 1, Size);
        }

        foreach (var step in view.Repositories.SelectMany(repository => repository.Steps).Concat(view.StoreSteps))
        {
            if (step is CollectionStep.CollectBlob blob)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- {blob.What}, {blob.Bytes:N0} bytes: {blob.Reason}"));
            else if (step is not (CollectionStep.EvictTag or CollectionStep.RemoveRevision))
                output.WriteLine($"- {step.What}: {step.Reason}");
        }

        foreach (var fault in view.Faults)
            output.WriteLine($"! {fault}");
        foreach (var repository in plan.Repositories)
        {
            foreach (var fault in repository.HeldBackBy.Except(plan.Faults))
                output.WriteLine($"! manifests of {repository.Repository} stay: {fault}");
        }

        if (!view.Shown.AreAll)
            output.WriteLine($"Shown: {view.Repositories.Count()} of {plan.Repositories.Length} repositories, and no blobs. What follows is of the whole store.");
        if (view.Usage is { } usage)
            output.WriteLine($"The store takes {ByteSize.Text(usage.Bytes)}. {UsageText.Unreferenced(usage)}");
        output.WriteLine(
            $"{plan.Repositories.Length} repositories, {plan.TagCount} tags: {plan.EvictionCount} would be evicted, {plan.RemovalCount} manifests removed. {BlobText.Sentence(plan.Blobs)} Nothing was changed.");
    }

    private static IEnumerable<string[]> Rows(PlanView view, RepositoryPlan plan) => plan.Verdicts.Select(verdict => Row(view, plan, verdict))
        .Concat(plan.Removals.Select(step => Row(view, plan, $"@{step.Revision.Digest}", step.Revision.Link.ModifiedAt, "", "remove", step.Reason)));

    private static string[] Row(PlanView view, RepositoryPlan plan, Verdict verdict) =>
        Row(view, plan, verdict.Tag.Tag.Value, verdict.Tag.PushedAt, Alone(view, plan, verdict), PlanJson.Word(verdict), verdict.Reason);

    private static string Alone(PlanView view, RepositoryPlan plan, Verdict verdict) =>
        view.Usage is null ? "" : view.Of(plan.Repository, verdict.Tag.Tag) is { Digest: not null } usage ? ByteSize.Text(usage.BytesAlone) : "?";

    private static string[] Row(PlanView view, RepositoryPlan plan, string name, DateTimeOffset pushedAt, string alone, string verdict, string reason) =>
        view.Usage is null
            ? [plan.Repository.Value, name, TimeText.ForPeople(pushedAt), verdict, reason]
            : [plan.Repository.Value, name, TimeText.ForPeople(pushedAt), alone, verdict, reason];
}
