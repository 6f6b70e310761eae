using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>
/// Somebody who builds into a repository of his own, one thing after the other: new tags, tags that move, tags that are just being evicted,
/// platforms and attestations, layers that a neighbour has, deletions by API, pulls.
/// </summary>
/// <param name="client">The registry.</param>
/// <param name="number">His number, from 0.</param>
/// <param name="pipelines">How many there are.</param>
/// <param name="keeps">How many tags a repository keeps.</param>
/// <param name="seed">What he does follows from it, and from what is answered.</param>
/// <param name="tally">Where he counts.</param>
internal sealed class Pipeline(RegistryClient client, int number, int pipelines, int keeps, int seed, Tally tally)
{
    private const int Tries = 5;
    private const int Bases = 8;
    private const int Words = 40;
    private static readonly TimeSpan s_betweenActions = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_baseInUse = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly Sample.Layer[] s_bases = [.. Enumerable.Range(0, Bases).Select(i => Sample.LayerOf($"base {i}"))];
    private static readonly ConcurrentDictionary<(string Words, int Base), SampleImage> s_images = new();

    private readonly Random _random = new(seed + number);
    private readonly List<(string Tag, SampleImage Image)> _pushed = [];
    private int _versions;
    private int _kept; // the newest so many; a deletion does not bring back what was evicted before it

    public string Repository { get; } = $"app{number}";

    /// <summary>What every tag is that he pushed and did not delete since, the latest push last.</summary>
    public IReadOnlyList<(string Tag, SampleImage Image)> Pushed => _pushed;

    /// <summary>
    /// Those that policy keeps for certain: one less than it keeps, because two pushes may have the same time to the file system's clock.
    /// </summary>
    public IEnumerable<(string Tag, SampleImage Image)> Kept => _pushed.TakeLast(_kept);

    /// <summary>What was lost.</summary>
    public List<string> Damages { get; } = [];

    /// <summary>Works until it is enough.</summary>
    public async Task RunAsync(Func<bool> isEnough)
    {
        using var rhythm = new PeriodicTimer(s_betweenActions);
        var began = Stopwatch.GetTimestamp();
        while (!isEnough() && Damages.Count == 0)
        {
            await rhythm.WaitForNextTickAsync();
            await ActAsync(Stopwatch.GetElapsedTime(began));
        }
    }

    /// <summary>Pulls a tag, waiting as long as what was moved away for a settle time may need to come back.</summary>
    public async Task PullAsync(string tag, SampleImage image, string when)
    {
        var began = Stopwatch.GetTimestamp();
        for (var waited = false; await client.WhyNotPulledAsync(image, Repository, tag) is { } why; waited = true)
        {
            if (!waited)
                tally.Count("pulls that waited");
            if (Stopwatch.GetElapsedTime(began) > s_patience)
            {
                Damages.Add($"{Repository}:{tag} {when}: {why}");
                return;
            }

            await Task.Delay(50);
        }

        tally.Count("pulls");
    }

    private async Task ActAsync(TimeSpan elapsed)
    {
        switch (_random.Next(100))
        {
            case < 40:
                await PushAsync($"v{_versions++}", NextImage(elapsed));
                break;
            case < 60:
                tally.Count("tags that moved");
                await PushAsync($"moving{_random.Next(3)}", NextImage(elapsed));
                break;
            case < 80 when _pushed.Count > keeps:
                // Just beyond those that stay: about to be evicted, or just evicted.
                var (tag, image) = _pushed[Math.Max(0, _pushed.Count - keeps - 1 - _random.Next(3))];
                tally.Count("evicted tags pushed again");
                await PushAsync(tag, image);
                break;
            case < 86 when _pushed.Count > keeps:
                await DeleteAsync(_pushed[^_random.Next(1, keeps)].Image);
                break;
            default:
                if (_kept > 0)
                {
                    (tag, image) = _pushed[^_random.Next(1, _kept + 1)];
                    await PullAsync(tag, image, "while passes ran");
                }

                break;
        }
    }

    private async Task PushAsync(string tag, SampleImage image)
    {
        // As real pipelines do, which know the image that they build on.
        var neighbour = _random.Next(100) < 40 ? $"app{(number + 1 + _random.Next(pipelines - 1)) % pipelines}" : null;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await client.TryPushAsync(image, Repository, tag, neighbour);
            if (answer == HttpStatusCode.Created)
                break;
            tally.CountRefusal(answer);
            if (attempt < Tries)
                continue;
            Damages.Add($"{Repository}:{tag} was refused {Tries} times, the last time with {(int)answer}");
            return;
        }

        tally.Count("pushes");
        if (image.Children.Length > 0)
            tally.Count("pushes of an index");
        Forget(pushed => string.Equals(pushed.Tag, tag, StringComparison.Ordinal));
        _pushed.Add((tag, image));
        _kept = Math.Min(_kept + 1, keeps - 1);
        if (_random.Next(4) == 0)
            await PullAsync(tag, image, "after its 201");
    }

    private async Task DeleteAsync(SampleImage image)
    {
        // 404 while it lies in the trash: then it stays what it was.
        if (await client.TryDeleteAsync(Repository, image.Digest) is var answer && answer != HttpStatusCode.Accepted)
        {
            tally.Count($"deletions answered {(int)answer}");
            return;
        }

        tally.Count("deletions");
        Forget(pushed => pushed.Image.Digest == image.Digest);
    }

    private void Forget(Predicate<(string Tag, SampleImage Image)> which)
    {
        _kept -= Kept.Count(pushed => which(pushed));
        _pushed.RemoveAll(which);
    }

    /// <summary>On a base that is in use for a few seconds by everybody, then by nobody for a while, so that it is collected.</summary>
    private SampleImage NextImage(TimeSpan elapsed)
    {
        var layer = ((int)(elapsed / s_baseInUse) + _random.Next(2)) % Bases;
        var words = $"{_random.Next(Words)}";
        var kind = _random.Next(100) switch
        {
            < 60 => "image",
            < 80 => "built",
            _ => "platforms",
        };
        return s_images.GetOrAdd(($"{kind} {words}", layer), key => kind switch
        {
            "image" => Sample.Image(key.Words, s_bases[key.Base]),
            "built" => Sample.BuildKit(key.Words, s_bases[key.Base]),
            _ => Sample.Index(Sample.Image($"amd64 {key.Words}", s_bases[key.Base]), Sample.Image($"arm64 {key.Words}", s_bases[key.Base]), Sample.BuildKit($"attested {key.Words}").Children[1]),
        });
    }
}
