using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Rebuilding;

/// <summary>
/// Which images are built again now, and why each other one is not. Pure: made anew in every look of what is known then, so a look that was lost or came twice changes
/// nothing.
/// </summary>
/// <remarks>
/// An image is built when a base moved, or somebody wants it, and none of its bases of ours is built or about to be: so each is built once however many ways lead to it, after
/// all that it stands on. Who decides knows what was decided about all bases before.
/// </remarks>
public sealed class RebuildPlan
{
    private readonly RebuildFacts _facts;
    private readonly RebuildSection _section;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<GraphImage, RebuildDecision> _decided = new(ReferenceEqualityComparer.Instance);
    private readonly List<PlannedImage> _images = [];
    private int _asked;

    private RebuildPlan(RebuildFacts facts, RebuildSection section, DateTimeOffset now) => (_facts, _section, _now) = (facts, section, now);

    /// <summary>Every image of the graph, each after its bases; those in circles after what does not stand on them.</summary>
    public IReadOnlyList<PlannedImage> Images => _images;

    /// <summary>Plans.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="section">What the file says.</param>
    /// <param name="now">The moment.</param>
    public static RebuildPlan Of(RebuildFacts facts, RebuildSection section, DateTimeOffset now)
    {
        var plan = new RebuildPlan(facts, section, now);
        var order = facts.Graph.Order();
        foreach (var image in order.Waves.SelectMany(wave => wave))
            plan.Put(image, plan.Decide(image));
        foreach (var cycle in order.Cycles)
        {
            foreach (var image in cycle.Images.Where(image => !plan._decided.ContainsKey(image)))
                plan.Put(image, facts.Images[image].Progress is ImageProgress.Pending pending ? new RebuildDecision.Pending(pending.Words) : new RebuildDecision.InCycle(cycle));
        }

        foreach (var image in facts.Graph.Order(order.Blocked.Where(image => !plan._decided.ContainsKey(image))).Waves.SelectMany(wave => wave))
            plan.Put(image, plan.Decide(image));
        return plan;
    }

    /// <summary>What was decided about an image of the graph.</summary>
    public RebuildDecision Of(GraphImage image) => _decided[image];

    private void Put(GraphImage image, RebuildDecision decision)
    {
        _decided.Add(image, decision);
        _images.Add(new PlannedImage(image, decision));
    }

    private RebuildDecision Decide(GraphImage image)
    {
        var known = _facts.Images[image];
        if (known.Progress is ImageProgress.Pending pending)
            return new RebuildDecision.Pending(pending.Words);
        if (!known.IsWanted && WhyNeverForBases(known) is { } never)
            return new RebuildDecision.Rests(never);
        List<GraphImage> bases = [.. _facts.Graph.BasesOf(image).Where(edge => !edge.Use.IsPinned).Select(edge => edge.Base)];
        if (bases.Select(BelowOf).OfType<RebuildDecision.Below>().FirstOrDefault() is { } below)
            return below;
        if (bases.Find(one => _decided[one].IsToBeBuilt) is { } first)
            return new RebuildDecision.WaitsFor(first);
        if (known.Progress is ImageProgress.Unknown unreadable)
            return new RebuildDecision.Unknown(unreadable.Why);
        return known.IsWanted ? Asked(new RebuildDecision.Build([])) : ByBases(image, known);
    }

    private string? WhyNeverForBases(ImageFacts known) => !_section.IsEnabled ? "rebuild.enabled is false"
        : !known.FollowsBases ? "its entry says rebuild: false"
        : null;

    /// <summary>What a base that was not built means for what is built from it; null: it was, or is about to be.</summary>
    private RebuildDecision.Below? BelowOf(GraphImage one) => _decided[one] switch
    {
        RebuildDecision.Below below => below,
        { IsToBeBuilt: true } => null,
        _ => _facts.Images[one].Progress is ImageProgress.Failed failed ? new RebuildDecision.Below(one, failed.Words) : null,
    };

    private RebuildDecision ByBases(GraphImage image, ImageFacts known)
    {
        if (known.Progress is ImageProgress.NeverAsked)
            return new RebuildDecision.Rests("nothing was asked for yet");
        if (!image.Bases.IsWhole)
            return new RebuildDecision.Unknown(image.Bases.Mistakes[0]);
        var (moves, unknown) = (new List<BaseMove>(), (string?)null);
        foreach (var at in image.Bases.Uses.Where(use => !use.IsPinned).Select(use => _facts.Graph.Same(use.Image)).Distinct())
        {
            Digest? built = known.BuiltFrom.TryGetValue(at, out var then) ? then : null;
            if (_facts.Bases.GetValueOrDefault(at) is not BaseNow.At now)
                unknown ??= (_facts.Bases.GetValueOrDefault(at) as BaseNow.Unknown)?.Why ?? $"the present digest of its base {at} is not known";
            // Two images of which one stands on the other may be begun together: what came after the request may not be what it was built from.
            else if (built is null && !(known.Absent.Contains(at) && now.Since > known.AskedAt))
                unknown ??= $"which {at} it was built from was not written down; the next request for it, also by hand, does that";
            else if (built != now.Digest)
                moves.Add(new BaseMove(at, built, now.Digest, now.Since));
        }

        if (moves.Count == 0)
            return unknown is null ? new RebuildDecision.Rests("its bases are what it was built from") : new RebuildDecision.Unknown(unknown);
        var youngest = moves.MaxBy(move => move.Since)!;
        if (youngest.Since + _section.Settle is var settled && settled > _now)
            return new RebuildDecision.Settles(youngest.Base, settled);
        return known.AskedAt + _section.Cooldown is { } cooled && cooled > _now
            ? new RebuildDecision.CoolsDown(cooled)
            : Asked(new RebuildDecision.Build(moves));
    }

    private RebuildDecision Asked(RebuildDecision.Build build) => _asked++ < _section.MaxWave ? build : new RebuildDecision.TooMany(_section.MaxWave);
}
