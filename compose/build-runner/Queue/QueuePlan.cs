using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>
/// Decides. Pure. Tidying first, then what is oldest: what other runners died of was asked for before everything that still waits. Only as many steps of work
/// are there as there are candidates: the executor takes them in order until one is its own, for another runner may be faster.
/// </summary>
public static class QueuePlan
{
    private const string HasResult =
        "has a result already, and every request has exactly one; ask again under a new id, or remove the result first";

    private const string NoId =
        "is no request; write a file that is called with lower-case letters, digits, '.', '_' and '-', at most 100, the first one a letter or digit, and .json";

    /// <summary>Everything to do, in order.</summary>
    public static IReadOnlyList<QueueStep> Decide(QueueView view, QueueRules rules)
    {
        var claimed = view.Claims.Select(one => one.Claim.Id).ToHashSet();
        var open = view.Claims.Where(one => !view.Results.Contains(one.Claim.Id)).ToList();
        return
        [
            .. view.Claims.Where(one => view.Results.Contains(one.Claim.Id)).Select(one => new QueueStep.Tidy(one.Claim)),
            .. view.Strangers.Order(StringComparer.Ordinal).Select(name => new QueueStep.SetAside(name, NoId)),
            .. view.Requests.Where(one => view.Results.Contains(one.Id)).Select(one => new QueueStep.SetAside($"{one.Id}{QueueLayout.Ending}", HasResult)),
            .. open.Where(one => IsDead(one, rules)).OrderByDescending(one => one.Silence).ThenBy(one => one.Claim.Name, StringComparer.Ordinal).Select(one => Inherit(one.Claim, rules)),
            .. view.Requests
                // A request that is asked for again while it is built waits for the result, and is set aside then.
                .Where(one => !view.Results.Contains(one.Id) && !claimed.Contains(one.Id) && !rules.Resting.Contains(one.Id))
                .OrderBy(one => one.Since)
                .ThenBy(one => one.Id.Value, StringComparer.Ordinal)
                .Select(one => new QueueStep.Take(one.Id, new Claim(one.Id, rules.Runner, 1))),
        ];
    }

    private static bool IsDead(QueueView.Claimed one, QueueRules rules) =>
        one.Silence > rules.Patience || (rules.BeginsLife && one.Claim.Runner == rules.Runner);

    private static QueueStep Inherit(Claim dead, QueueRules rules)
    {
        var mine = new Claim(dead.Id, rules.Runner, dead.Attempt + 1);
        return dead.Attempt < rules.Attempts ? new QueueStep.TakeOver(dead, mine) : new QueueStep.GiveUp(dead, mine);
    }
}
