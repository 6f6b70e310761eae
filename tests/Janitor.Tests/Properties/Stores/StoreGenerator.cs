using System.Collections.Immutable;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>Makes a store from a seed. Nothing in it is damaged: every tag points at a manifest that its repository has, with all its bytes.</summary>
internal sealed partial class StoreGenerator
{
    private static readonly (int Weight, Action<StoreGenerator> Add)[] s_kinds =
    [
        (26, generator => generator.TaggedImage()),
        (8, generator => generator.UntaggedImage()),
        (14, generator => generator.PushedAgain()),
        (14, generator => generator.Index()),
        (3, generator => generator.BuildKitCache()),
        (3, generator => generator.Sha512Alias()),
        (4, generator => generator.ManifestAsBlob()),
        (8, generator => generator.Referrer()),
        (8, generator => generator.CosignTag()),
        (5, generator => generator.FallbackTag()),
        (4, generator => generator.DeletionByApi()),
        (5, generator => generator.StrayLink()),
        (3, generator => generator.StrayBlob()),
        (3, generator => generator.EmptyDirectory()),
        (4, generator => generator.Upload()),
    ];

    // Names that are also directories of the registry's, and names that end like another repository's.
    private static readonly string[] s_repositories = ["a", "a/b", "a/b/cache", "a/b/cache/deep", "team/app", "team/app-cache", "x__y/z.0", "a0"];
    private static readonly string[] s_besides = ["only/left", "a/only", "team", "a/b/cache/deep/er"];

    private readonly Random _random;
    private readonly string[] _here;
    private readonly TimeSpan _step;
    private readonly int _slots;
    private readonly int _layers;
    private readonly List<Statement> _statements = [];
    private readonly List<Pushed> _pushed = [];
    private readonly HashSet<Shape> _shapes = [];
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private int _number;

    private StoreGenerator(int seed)
    {
        _random = new Random(seed);
        _here = [.. _random.GetItems(s_repositories, _random.Next(1, 6)).Distinct(StringComparer.Ordinal)];
        _step = Pick([TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1)]);
        _slots = _random.Next(2, 30);
        _layers = _random.Next(1, 8);
    }

    /// <summary>The store of a seed, always the same.</summary>
    public static RandomStore Generate(int seed)
    {
        var generator = new StoreGenerator(seed);
        var kinds = s_kinds.SelectMany(kind => Enumerable.Repeat(kind.Add, kind.Weight)).ToArray();
        for (var left = generator._random.Next(3, 26); left > 0; left--)
            generator.Pick(kinds)(generator);
        generator.NoteWhatMeets();
        return new RandomStore(
            seed,
            KeepLast: generator._random.Next(1, 5),
            Grace: generator.Pick([1.0, 1, 1, 1, 1, 1, 1, 0, 48]) is var hours ? TimeSpan.FromHours(hours) : default,
            [.. generator._statements.OrderBy(statement => statement.At)],
            generator._shapes,
            generator._names);
    }

    private T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private string Repository() => Pick(_here);

    private string RepositoryOrBesides() => Chance(70) ? Repository() : Pick(s_besides);

    /// <summary>Mostly out of every grace; never at its edge, which has tests of its own. Few moments, so that many things happen at one.</summary>
    private DateTimeOffset Moment(int youngPercent = 12)
    {
        var moment = Chance(youngPercent) ? Young() : Old();
        if (Chance(15))
            moment = moment.AddTicks(_random.Next(1, 9)); // the order of pushes is that of nanoseconds
        return moment;
    }

    private DateTimeOffset Old() => FakeClock.Start.AddMinutes(-127) - (_step * _random.Next(_slots));

    private DateTimeOffset Young()
    {
        if (!Chance(5))
            return FakeClock.Start.AddMinutes(-5 * _random.Next(1, 10));
        _shapes.Add(Shape.TimeAhead);
        return FakeClock.Start.AddMinutes(5).AddMilliseconds(1); // to the fraction of a second, as a file system says it that can tell two pushes apart
    }

    /// <summary>What was pushed to a repository, and what was pushed only to others.</summary>
    private (Draft[] Here, Draft[] Elsewhere) Drafts(string repository)
    {
        var here = _pushed.Where(pushed => string.Equals(pushed.Repository, repository, StringComparison.Ordinal)).Select(pushed => pushed.Draft);
        return ([.. here.Distinct()], [.. _pushed.Select(pushed => pushed.Draft).Except(here)]);
    }

    private string Name(char kind) => $"{kind}{++_number}";

    private Draft Named(Draft draft)
    {
        _names[draft.Digest.Hex] = draft.Name;
        foreach (var blob in draft.Blobs)
        {
            _names[blob.Digest.Hex] = blob.Name;
            _names.TryAdd(TempStore.DigestOf(blob.Content).Hex, $"{blob.Name} stored");
        }

        return draft;
    }

    /// <summary>A digest of what nobody ever pushed.</summary>
    private Digest Missing()
    {
        var name = Name('x');
        var digest = TempStore.DigestOf(name);
        _names[digest.Hex] = name;
        return digest;
    }

    private void Happens(DateTimeOffset at, string text, Action<TempStore> write) => _statements.Add(new Statement(at, text, write));

    private void Push(string repository, string? tag, Draft draft, bool withChildren = true)
    {
        var at = Moment();
        var lacks = withChildren || draft.Children.Length == 0 ? "" : " without its children";
        Happens(at, $"push {repository}{(tag is null ? "" : $":{tag}")} -> {draft}{lacks}", store => draft.Push(store, repository, tag, at, withChildren));
        Log(repository, tag, draft, at, withChildren);
    }

    private void Log(string repository, string? tag, Draft draft, DateTimeOffset at, bool withChildren)
    {
        _pushed.Add(new Pushed(repository, tag, draft, at));
        foreach (var child in withChildren ? draft.Children : [])
            Log(repository, tag: null, child, at, withChildren);
    }

    private sealed record Pushed(string Repository, string? Tag, Draft Draft, DateTimeOffset At);
}
