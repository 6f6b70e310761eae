using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>
/// A store, a pass over it, and something that happens beside that pass: up to some cut at one border, the rest at a later one. What is written
/// looks old, as by a clock that is behind ours, and there is no grace: nothing is spared for its age.
/// </summary>
internal sealed class Encounter : IDisposable
{
    private static readonly DateTimeOffset s_pushed = FakeClock.Start.AddMinutes(-1);

    private readonly Meeting _meeting;
    private IEnumerator<Cut>? _rest;

    public Encounter(Meeting meeting)
    {
        _meeting = meeting;
        Meeting.Stage(Store);
        Pass = new StagedPass(Store);
        Pass.Settings = Pass.Settings with { Grace = TimeSpan.Zero };
        Registry = new SimulatedRegistry(Store, s_pushed);
    }

    public TempStore Store { get; } = new();

    public StagedPass Pass { get; }

    public SimulatedRegistry Registry { get; }

    public Watched Watched => Watched.Of(Store.Layout, _meeting.Repository, _meeting.Tag, _meeting.Manifest, _meeting.Blob);

    /// <summary>Where the first part ended; null when there was no such cut, so that everything has happened.</summary>
    public Cut? CutAt { get; private set; }

    /// <summary>What kind of place the first part ended at, if there was such a cut.</summary>
    public Cut? FirstCut { get; private set; }

    public void Dispose()
    {
        _rest?.Dispose();
        Pass.Dispose();
        Store.Dispose();
    }

    /// <summary>A pass beside which it happens.</summary>
    /// <param name="first">Where it begins.</param>
    /// <param name="cut">How many places it passes at which it can be cut; 0: it happens at once.</param>
    /// <param name="then">Where the rest comes.</param>
    /// <param name="killed">The pass is killed once the first part has happened.</param>
    public async Task<PassResult?> RunAsync(Border first, int cut = 0, Border then = default, bool killed = false)
    {
        try
        {
            return await NewPass(border =>
            {
                if (border >= first && _rest is null)
                {
                    Begin(cut);
                    if (killed)
                        throw new Killed();
                }
                else if (border >= then && CutAt is not null)
                {
                    Finish();
                }
            }).RunAsync();
        }
        catch (Killed)
        {
            return null;
        }
    }

    /// <summary>The next pass, beside which the rest happens if there is one.</summary>
    public Task<PassResult> NextAsync(Border then = default)
    {
        Pass.Clock.Advance(TimeSpan.FromMinutes(1));
        return NewPass(border =>
        {
            if (border >= then && CutAt is not null)
                Finish();
        }).RunAsync();
    }

    /// <summary>Why something cannot be pulled that must be; null when everything can.</summary>
    public string? WhyNotWhole()
    {
        foreach (var ((repository, tag), digest) in Registry.Created)
        {
            if (Puller.WhyNot(Store.Layout, repository, tag) is { } why)
                return $"answered 201: {why}";
            if (File.ReadAllText(Store.TagLink(repository, tag)) is var link && Digest.Parse(link) != digest)
                return $"{repository}:{tag} was answered 201 for {digest} and is {link}";
        }

        return Tags().Select(tag => Puller.WhyNot(Store.Layout, tag.Repository, tag.Tag)).FirstOrDefault(why => why is not null);
    }

    /// <summary>The blobs that nothing needs.</summary>
    public string[] Leftovers()
    {
        var needed = new HashSet<Digest>();
        foreach (var (repository, tag) in Tags())
            Need(Digest.Parse(File.ReadAllText(Store.TagLink(repository, tag))));
        return
        [
            .. Directory.EnumerateFiles(Store.Layout.Blobs, "data", SearchOption.AllDirectories)
                .Where(path => !needed.Contains(Digest.Parse($"sha256:{Path.GetFileName(Path.GetDirectoryName(path))}"))).Select(File.ReadAllText),
        ];

        void Need(Digest digest)
        {
            if (!needed.Add(digest))
                return;
            foreach (var reference in ManifestReader.Read(File.ReadAllBytes(Store.Layout.BlobData(digest))).References)
                Need(reference.Digest);
        }
    }

    private BorderedPass NewPass(Action<Border> at) => new(Pass, Watched, at);

    private (string Repository, string Tag)[] Tags() =>
    [
        .. StoreScanner.Scan(Store.Layout, parallelism: 1, default).Repositories
            .SelectMany(repository => repository.Tags.Select(tag => (repository.Name.ToString(), tag.Tag.Value))),
    ];

    private void Begin(int cut)
    {
        _rest = _meeting.Happens(Registry).GetEnumerator();
        for (var i = 0; cut == 0 || i < cut; i++)
        {
            if (!_rest.MoveNext())
            {
                (CutAt, FirstCut) = (null, null);
                return;
            }

            CutAt = FirstCut = _rest.Current;
        }
    }

    private void Finish()
    {
        while (_rest!.MoveNext())
        {
            // The rest comes at once.
        }

        CutAt = null;
    }

    private sealed class Killed : Exception;
}
