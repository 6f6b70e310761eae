using System.Globalization;
using RegistryJanitor.Collection;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Reporting;

/// <summary>A plan as a person reads it.</summary>
public static class PlanText
{
    private static readonly string[] s_heading = ["REPOSITORY", "TAG", "PUSHED", "VERDICT", "REASON"];

    /// <summary>Writes one line a tag, one for everything else that goes, what is wrong, and the totals.</summary>
    public static void Write(CollectionPlan plan, TextWriter output)
    {
        if (plan.TagCount + plan.RemovalCount > 0)
            AlignedRows.Write(s_heading, () => plan.Repositories.SelectMany(Rows), output);
        foreach (var step in plan.Steps)
        {
            if (step is CollectionStep.CollectBlob blob)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- {blob.What}, {blob.Bytes:N0} bytes: {blob.Reason}"));
            else if (step is not (CollectionStep.EvictTag or CollectionStep.RemoveRevision))
                output.WriteLine($"- {step.What}: {step.Reason}");
        }

        foreach (var fault in plan.Faults)
            output.WriteLine($"! {fault}");
        foreach (var repository in plan.Repositories)
        {
            foreach (var fault in repository.HeldBackBy.Except(plan.Faults))
                output.WriteLine($"! manifests of {repository.Repository} stay: {fault}");
        }

        output.WriteLine(
            $"{plan.Repositories.Length} repositories, {plan.TagCount} tags: {plan.EvictionCount} would be evicted, {plan.RemovalCount} manifests removed. {BlobText.Sentence(plan.Blobs)} Nothing was changed.");
    }

    private static IEnumerable<string[]> Rows(RepositoryPlan plan) => plan.Verdicts.Select(verdict => Row(plan, verdict))
        .Concat(plan.Removals.Select(step => Row(plan, $"@{step.Revision.Digest}", step.Revision.Link.ModifiedAt, "remove", step.Reason)));

    private static string[] Row(RepositoryPlan plan, Verdict verdict) =>
        Row(plan, verdict.Tag.Tag.ToString(), verdict.Tag.PushedAt, verdict is Verdict.Evict ? "evict" : "keep", verdict.Reason);

    private static string[] Row(RepositoryPlan plan, string name, DateTimeOffset pushedAt, string verdict, string reason) =>
        [plan.Repository.ToString(), name, pushedAt.UtcDateTime.ToString("u", CultureInfo.InvariantCulture), verdict, reason];
}
