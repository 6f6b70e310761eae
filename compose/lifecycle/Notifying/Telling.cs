using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying.Conditions;
using RegistryJanitor.Lifecycle.State;

namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>
/// What is to be told to one sink, by comparing what it knows with how everything is: events that nobody saw are found, and seen twice they are told once. Pure. Who was
/// never told anything is told what is wrong, and nothing else.
/// </summary>
/// <param name="Events">What to tell, the worst first; none: nothing is new.</param>
/// <param name="After">What it knows once it was told.</param>
public sealed record Telling(IReadOnlyList<NotifiedEvent> Events, ToldSink After)
{
    // What cannot be read for a while must not be new when it can be again.
    private static readonly TimeSpan s_missed = TimeSpan.FromDays(7);

    /// <summary>Compares.</summary>
    /// <param name="sink">As <see cref="ToldSink.KeyOf"/> has it.</param>
    /// <param name="before">What it knows; null: it was never told anything.</param>
    /// <param name="seen">How everything is.</param>
    /// <param name="topics">Of what it is told.</param>
    /// <param name="now">The moment.</param>
    public static Telling Of(string sink, ToldSink? before, IReadOnlyList<Condition> seen, IReadOnlyList<NotificationTopic> topics, DateTimeOffset now)
    {
        var wanted = seen.Where(condition => condition.IsWanted(topics)).ToList();
        var known = (before?.Conditions ?? []).DistinctBy(one => one.Subject, StringComparer.Ordinal).ToDictionary(one => one.Subject, StringComparer.Ordinal);
        var events = wanted.Select(condition => condition.Since(known.GetValueOrDefault(condition.Subject), topics)).OfType<NotifiedEvent>()
            .Where(news => before is not null || news.Gravity >= Gravity.Warning)
            .OrderByDescending(news => news.Gravity);
        var there = wanted.Select(condition => condition.Subject).ToHashSet(StringComparer.Ordinal);
        var after = wanted.Select(condition => new ToldCondition(condition.Subject, condition.State) { Mark = condition.Mark })
            .Concat(known.Values.Where(one => !there.Contains(one.Subject)).Select(one => one with { MissingSince = one.MissingSince ?? now }).Where(one => now - one.MissingSince < s_missed))
            .OrderBy(one => one.Subject, StringComparer.Ordinal);
        return new Telling([.. events], new ToldSink(sink, [.. after]));
    }
}
