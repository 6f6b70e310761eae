using System.Globalization;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Cleanup;

/// <summary>What <c>lifecycle cleanup</c> prints. The same state of registries gives the same text while no tag crosses its age.</summary>
internal static class CleanupReport
{
    /// <summary>What would go and what would stay.</summary>
    internal static IEnumerable<string> Plan(IReadOnlyList<RepositoryPlan> plans, IReadOnlyList<string> notes)
    {
        foreach (var plan in plans)
        {
            yield return Head(plan);
            if (plan.Refusal is not null)
                continue;
            var width = plan.Verdicts.Select(verdict => verdict.Seen.Tag.Value.Length).DefaultIfEmpty(0).Max();
            foreach (var verdict in plan.Verdicts)
                yield return $"  {Word(plan, verdict)}  {verdict.Seen.Tag.Value.PadRight(width)}  {Date(verdict)}  {Printable.Line(verdict.Reason)}";
        }

        foreach (var note in notes)
            yield return $"note: {Printable.Line(note)}";
        var going = plans.SelectMany(plan => plan.Going.Select(verdict => (plan.Target, verdict.Seen.Digest))).ToList();
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{going.Count} tags of {going.Distinct().Count()} manifests would go, {plans.Sum(plan => plan.Verdicts.Count) - going.Count} stay; nothing was changed{(going.Count > 0 ? ", lifecycle cleanup --apply removes them" : "")}.");
    }

    /// <summary>What went.</summary>
    internal static IEnumerable<string> Done(IReadOnlyList<CleanupOutcome> outcomes, IReadOnlyList<string> notes)
    {
        foreach (var outcome in outcomes)
        {
            yield return outcome.Sentence is { } sentence ? $"{outcome.Plan.Target.Repository.Name}: {Printable.Line(sentence)}" : Head(outcome.Plan);
            foreach (var removed in outcome.Removed)
                yield return $"  gone  {removed.Tag} {removed.Digest}: {Printable.Line(removed.Why)}";
        }

        foreach (var note in notes)
            yield return $"note: {Printable.Line(note)}";
        var gone = outcomes.SelectMany(outcome => outcome.Removed).ToList();
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{gone.Count} tags of {gone.Select(removed => (removed.Repository, removed.Digest)).Distinct().Count()} manifests are gone. Space comes back when the registry collects its garbage.");
    }

    private static string Head(RepositoryPlan plan)
    {
        var name = plan.Target.Repository.Name;
        if (plan.Refusal is { } refusal)
            return $"{name}: {Printable.Line(refusal)}";
        if (plan.Fault is { } fault)
            return $"{name}: nothing goes: {Printable.Line(fault)}";
        return string.Create(CultureInfo.InvariantCulture, $"{name}: {plan.Going.Count} of {plan.Verdicts.Count} tags go");
    }

    private static string Word(RepositoryPlan plan, TagVerdict verdict) => (verdict.Goes, plan.Fault) switch
    {
        (false, _) => "keep",
        (_, null) => "go  ",
        _ => "go? ",
    };

    private static string Date(TagVerdict verdict) => verdict.Seen.Content.Created is { } created ? created.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "-         ";
}
