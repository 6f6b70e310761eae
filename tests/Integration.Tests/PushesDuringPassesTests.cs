using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace RegistryJanitor.Integration.Tests;

[Collection(nameof(Alone))]
public sealed class PushesDuringPassesTests(ITestOutputHelper output)
{
    private const int Pushers = 4;
    private const int MovingTags = 6;
    private const int MostPushes = 300;
    private const int Ballast = 200;
    private static readonly TimeSpan s_long = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_betweenPushes = TimeSpan.FromMilliseconds(260);

    [Fact]
    public async Task Every_image_whose_push_was_answered_201_while_passes_ran_can_be_pulled()
    {
        var seed = int.Parse(Tools.Optional("TEST_SEED") ?? $"{Environment.TickCount}", CultureInfo.InvariantCulture);
        await using var stage = await Stage.SetAsync(output);
        await AddBallastAsync(stage);
        var janitor = stage.Janitor.With("KEEP_LAST_N", "1000").With("GC_GRACE_SECS", "5").With("GC_SETTLE_SECS", "1");

        var began = Stopwatch.GetTimestamp();
        var passes = RunPassesAsync(janitor, began);
        var pushers = await Task.WhenAll(Enumerable.Range(0, Pushers).Select(number => Task.Run(() => new Pusher(stage, number, seed, began).RunAsync())));
        var ran = await passes;
        foreach (var pass in ran)
            stage.Told(pass);

        var damaged = new List<string>();
        var tags = 0;
        foreach (var pusher in pushers)
        {
            foreach (var (tag, image) in pusher.Answered)
            {
                tags++;
                if (await stage.Client.WhyNotPulledAsync(image, pusher.Repository, tag) is { } why)
                    damaged.Add($"{pusher.Repository}:{tag}, at the end: {why}");
            }
        }

        // A repository that says it has a manifest must serve it, whether a tag still leads there or not.
        var dangling = new List<string>();
        foreach (var pusher in pushers)
        {
            foreach (var image in pusher.Everything.Where(image => File.Exists(stage.Store.RevisionLink(pusher.Repository, image.Digest))))
            {
                if (await stage.Client.WhyNotPulledAsync(image, pusher.Repository, image.Digest.ToString()) is { } why)
                    dangling.Add($"{pusher.Repository}, by digest: {why}");
            }
        }

        var refused = pushers.SelectMany(pusher => pusher.Refused).ToArray();
        var atOnce = pushers.SelectMany(pusher => pusher.DamagedAtOnce).ToArray();
        var story = $"seed {seed}: {pushers.Sum(pusher => pusher.Pushed)} pushes answered 201 and {refused.Length} refused during {ran.Count} passes; "
            + $"{atOnce.Length} could not be pulled right after the 201, {damaged.Count} of {tags} tags cannot be pulled at the end, {dangling.Count} manifests are linked and cannot be pulled; "
            + $"{ran.Count(pass => pass.Code != 0)} passes failed\n"
            + string.Join('\n', atOnce.Concat(damaged).Concat(dangling).Concat(refused).Take(30));
        stage.Tell(story);
        Assert.True(damaged.Count + dangling.Count == 0, story);
        Assert.All(ran, pass => Assert.True(pass.Code == 0, $"{story}\n{pass}"));
        Assert.True(ran.Count >= 5, $"only {ran.Count} passes ran");
    }

    /// <summary>Images that nobody touches: they give the collector something to do, so that pushes meet it.</summary>
    private static async Task AddBallastAsync(Stage stage) =>
        await Parallel.ForAsync(0, Ballast, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
            await stage.Client.PushAsync(Sample.Image($"ballast {i}"), $"ballast{i % 4}", $"v{i}"));

    private static async Task<List<ProgramExit>> RunPassesAsync(JanitorRun janitor, long began)
    {
        var passes = new List<ProgramExit>();
        while (Stopwatch.GetElapsedTime(began) < s_long)
            passes.Add(await janitor.OnceAsync());
        return passes;
    }

    /// <summary>Somebody's pipelines: new tags, tags that move, old images again, layers that all share, mounts from a neighbour.</summary>
    private sealed class Pusher(Stage stage, int number, int seed, long began)
    {
        private static readonly Sample.Layer[] s_shared = [.. Enumerable.Range(0, 6).Select(i => Sample.LayerOf($"shared {i}"))];

        private readonly Random _random = new(seed + number);
        private readonly List<SampleImage> _images = [];

        public string Repository { get; } = $"app{number}";

        public int Pushed { get; private set; }

        public IReadOnlyList<SampleImage> Everything => _images;

        /// <summary>What each tag was last pushed with.</summary>
        public Dictionary<string, SampleImage> Answered { get; } = new(StringComparer.Ordinal);

        /// <summary>
        /// The registry's own collector may take a blob between a client's question and its manifest. The client is told (400) and tries again:
        /// a refusal is a nuisance, only a 201 is a promise.
        /// </summary>
        public ConcurrentBag<string> Refused { get; } = [];

        /// <summary>What the collector had just taken and the janitor had not yet put back; whether it came back is asked at the end.</summary>
        public ConcurrentBag<string> DamagedAtOnce { get; } = [];

        public async Task<Pusher> RunAsync()
        {
            using var rhythm = new PeriodicTimer(s_betweenPushes);
            while (Pushed < MostPushes / Pushers && Stopwatch.GetElapsedTime(began) < s_long && await rhythm.WaitForNextTickAsync())
                await PushOneAsync();
            return this;
        }

        private async Task PushOneAsync()
        {
            // Old images come back often: their blobs may be in the collector's hands just then.
            var image = _images.Count > 8 && _random.Next(100) < 55 ? _images[_random.Next(_images.Count)] : NewImage();
            var tag = _random.Next(100) < 80 ? $"moving{_random.Next(MovingTags)}" : $"v{Pushed}";
            var neighbour = _random.Next(100) < 30 ? $"app{(number + 1) % Pushers}" : null;
            var answer = await stage.Client.TryPushAsync(image, Repository, tag, mountFrom: neighbour);
            if (answer != HttpStatusCode.Created)
            {
                Refused.Add($"{Repository}:{tag} was answered {(int)answer}");
                return;
            }

            Pushed++;
            Answered[tag] = image;
            if (await stage.Client.WhyNotPulledAsync(image, Repository, tag) is { } why)
                DamagedAtOnce.Add($"{Repository}:{tag}, right after its 201: {why}");
        }

        private SampleImage NewImage()
        {
            // Words that other pushers have too: they push the same image to their own repositories.
            var words = $"image {_random.Next(60)}";
            var image = _random.Next(100) < 30 ? Sample.BuildKit(words, s_shared[_random.Next(6)]) : Sample.Image(words, s_shared[_random.Next(6)]);
            _images.Add(image);
            return image;
        }
    }
}
