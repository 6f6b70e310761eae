using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What <c>lifecycle sync</c> prints. The same state of registries gives the same text.</summary>
internal static class SyncReport
{
    /// <summary>What is selected.</summary>
    internal static IEnumerable<string> List(IReadOnlyList<EntryPlan> plans)
    {
        foreach (var plan in plans)
        {
            if (plan.Choice is not { } choice)
            {
                yield return Fault(plan);
                continue;
            }

            yield return choice.Listed > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{plan.Entry.Name}: {choice.Selected.Count} of {choice.Listed} tags")
                : $"{plan.Entry.Name}:";
            foreach (var tag in choice.Selected)
                yield return $"  {tag}";
            if (choice.Older.Count > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"  ({choice.Older.Count} older, such as {choice.Older[0]}: keep_last)");
            foreach (var notice in plan.Notices)
                yield return $"  note: {Printable.Line(notice)}";
        }
    }

    /// <summary>What would be done.</summary>
    internal static IEnumerable<string> Plan(IReadOnlyList<EntryPlan> plans)
    {
        foreach (var plan in plans)
        {
            if (plan.Fault is not null)
            {
                yield return Fault(plan);
                continue;
            }

            yield return plan.Entry.Name;
            foreach (var tag in plan.Tags)
            {
                yield return tag switch
                {
                    PlannedTag.Copy copy => $"  copy     {tag.Tag} {copy.Source}: {tag.Reason}",
                    PlannedTag.Keep => $"  keep     {tag.Tag}: {tag.Reason}",
                    PlannedTag.PutOff => $"  put off  {tag.Tag}: {Printable.Line(tag.Reason)}",
                    _ => $"  fail     {tag.Tag}: {Printable.Line(tag.Reason)}",
                };
            }

            foreach (var notice in plan.Notices)
                yield return $"  note: {Printable.Line(notice)}";
        }

        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{plans.Sum(plan => plan.Tags.Count(tag => tag is PlannedTag.Copy))} would be copied, {plans.Sum(plan => plan.Tags.Count(tag => tag is PlannedTag.Keep))} would stay; nothing was changed.");
    }

    /// <summary>What was done.</summary>
    internal static IEnumerable<string> Done(IReadOnlyList<EntryPlan> plans, SyncState state)
    {
        for (var at = 0; at < plans.Count; at++)
        {
            var (plan, record) = (plans[at], state.Entries[at]);
            if (plan.Fault is not null)
            {
                yield return Fault(plan);
                continue;
            }

            yield return $"{plan.Entry.Name}: {record.Sentence}";
            foreach (var tag in record.Tags)
                yield return $"  {tag.Result.Replace('_', ' '),-8} {tag.Tag}: {Printable.Line(tag.Sentence)}";
            foreach (var notice in plan.Notices)
                yield return $"  note: {Printable.Line(notice)}";
        }
    }

    private static string Fault(EntryPlan plan) => $"{plan.Entry.Name}: {(plan.IsPutOff ? "put off" : "failed")}: {Printable.Line(plan.Fault ?? "")}";
}
