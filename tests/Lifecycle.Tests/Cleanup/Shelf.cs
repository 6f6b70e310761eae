using System.Globalization;
using RegistryJanitor.Lifecycle.Cleanup;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Oci;
using static RegistryJanitor.Lifecycle.Tests.Registries.FakeRegistries;

namespace RegistryJanitor.Lifecycle.Tests.Cleanup;

/// <summary>A repository as a test writes it: tags by name, digest and age.</summary>
internal sealed class Shelf(string repository)
{
    private readonly List<SeenTag> _tags = [];

    public static DateTimeOffset Now { get; } = new(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);

    public CleanupTarget Target { get; init; } = new(Image(repository));

    public string? Fault { get; init; }

    public SeenRepository Seen => new(Target, _tags) { Fault = Fault };

    /// <summary>A digest by a number: 1 is sha256:00…01.</summary>
    public static Digest Of(int number) => Digest.Parse($"sha256:{number.ToString("x64", CultureInfo.InvariantCulture)}");

    /// <summary>A tag; without days its age is not known.</summary>
    public Shelf Tag(string tag, int digest, double? days = null, TagContent? content = null)
    {
        var known = content ?? TagContent.None;
        _tags.Add(new SeenTag(Oci.Tag.Parse(tag), Of(digest), days is { } old ? known with { Created = Now.AddDays(-old) } : known));
        return this;
    }

    public void Add(SeenTag tag) => _tags.Add(tag);

    public Shelf Missing(string tag)
    {
        _tags.Add(new SeenTag(Oci.Tag.Parse(tag), null, TagContent.None));
        return this;
    }

    public static CleanupRules Rules(RetentionSection retention) => CleanupRules.Read(retention).Rules ?? throw new FormatException();

    public static IReadOnlyList<RepositoryPlan> Plan(RetentionSection retention, IReadOnlyList<Shelf> shelves, IReadOnlyList<CleanupPin>? pins = null, RegistrySection? names = null, string? unknown = null) =>
        new CleanupPlanner(retention, Rules(retention), names ?? RegistrySection.Default).Plan([.. shelves.Select(shelf => shelf.Seen)], pins ?? [], unknown, Now);

    /// <summary>What goes, by name.</summary>
    public static string Going(RepositoryPlan plan) => string.Join(' ', plan.Going.Select(verdict => verdict.Seen.Tag.Value).Order(StringComparer.Ordinal));

    public static string ReasonOf(RepositoryPlan plan, string tag) => plan.Verdicts.Single(verdict => verdict.Seen.Tag == Oci.Tag.Parse(tag)).Reason;
}
