using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Rebuilding;
using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Tests.Dependencies;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Rebuilding;

/// <summary>A drawn graph of which everything was built from digest 1, and which a test then changes.</summary>
internal sealed class PlanStage
{
    private readonly DependencyGraph _graph;
    private readonly Dictionary<GraphImage, ImageFacts> _images = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ImageReference, BaseNow> _bases = [];

    public PlanStage(string drawing)
    {
        _graph = Drawn.Graph(drawing);
        foreach (var image in _graph.Images)
        {
            var bases = image.Bases.Uses.Where(use => !use.IsPinned).Select(use => _graph.Same(use.Image)).Distinct().ToDictionary(at => at, _ => Drawn.Digest('1'));
            _images[image] = new ImageFacts(new ImageProgress.Built(), bases, Long);
            foreach (var at in bases.Keys)
                _bases[at] = new BaseNow.At(Drawn.Digest('1'), Long);
        }
    }

    /// <summary>Before every limit.</summary>
    public static DateTimeOffset Long { get; } = FakeClock.Start - TimeSpan.FromDays(1);

    public RebuildSection Section { get; set; } = RebuildSection.Default;

    public DateTimeOffset Now { get; set; } = FakeClock.Start;

    public PlanStage Moved(string image, char digit = '2', DateTimeOffset? since = null) => Base(image, new BaseNow.At(Drawn.Digest(digit), since ?? Long));

    public PlanStage Base(string image, BaseNow now)
    {
        _bases[_graph.Same(Drawn.Reference(image))] = now;
        return this;
    }

    public PlanStage With(string name, Func<ImageFacts, ImageFacts> change)
    {
        var image = _graph.Images.Single(one => one.Name.Equals(name, StringComparison.Ordinal));
        _images[image] = change(_images[image]);
        return this;
    }

    public PlanStage Progress(string name, ImageProgress progress) => With(name, facts => facts with { Progress = progress });

    public PlanStage Failed(string name) => Progress(name, new ImageProgress.Failed($"{name}-1 failed"));

    public PlanStage Forgot(string name, string image) =>
        With(name, facts => facts with { BuiltFrom = facts.BuiltFrom.Where(one => one.Key != _graph.Same(Drawn.Reference(image))).ToDictionary(one => one.Key, one => one.Value) });

    public RebuildPlan Plan() => RebuildPlan.Of(new RebuildFacts(_graph, _images, _bases), Section, Now);

    public string Sentence(string name) => Plan().Images.Single(one => one.Image.Name.Equals(name, StringComparison.Ordinal)).Decision.Sentence;

    /// <summary>Every image that does not rest, with the word of its decision: <c>a build, b waits</c>.</summary>
    public string Told() => string.Join(", ", Plan().Images.Where(one => one.Decision is not RebuildDecision.Rests).Select(one => $"{one.Image.Name} {one.Decision.Word}"));

    public static Digest Digest(char digit) => Drawn.Digest(digit);
}
