using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Images.Joining;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Dependencies;
using RegistryJanitor.Lifecycle.Tests.Support;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Rebuilding;

/// <summary>A drawn graph of mirrors' images with a queue and records on the disk; the test plays the registry, and the runner. All was built once, long ago.</summary>
internal sealed class WaveStage : IDisposable
{
    private static readonly string s_commit = new('c', 40);

    private readonly Folder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly Dictionary<ImageReference, Digest> _registry = [];
    private readonly IReadOnlyList<Rebuildable> _images;
    private readonly AskedBuilds _records;
    private readonly QueueFolder _queue;
    private int _pushed;

    public WaveStage(string drawing)
    {
        Graph = Drawn.Graph(drawing);
        File = Given.File($$"""
            registry: { own_registries: [registry:5000, localhost:5000, images.example.com] }
            builds: [{{string.Join(", ", Graph.Images.Select(image => $"{{ name: {image.Name}, mirror: m, image: '{image.Repository.Name}', tags: [latest] }}"))}}]
            """);
        _images = [.. Graph.Images.Zip(File.Builds, (image, build) => new Rebuildable(image, new BuildRoad.OfMirror(build)))];
        (_records, _queue) = (new AskedBuilds(_folder["data/builds"]), new QueueFolder(_folder["queue"]));
        foreach (var image in Graph.Images.SelectMany(image => image.Bases.Uses).Select(use => Graph.Same(use.Image)).Concat(Graph.Images.Select(image => image.Repository.WithTag(Tag.Parse("latest")))).Distinct())
            Push(image);
    }

    public DependencyGraph Graph { get; }

    public LifecycleFile File { get; set; }

    /// <summary>Names of images, in the order in which they were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>What was asked for an image before all that it stands on was there.</summary>
    public List<string> TooEarly { get; } = [];

    /// <summary>Requests that have no result yet.</summary>
    public IReadOnlyList<string> Waiting => Directory.Exists(_folder["queue/requests"]) ? [.. Directory.GetFiles(_folder["queue/requests"]).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)] : [];

    /// <summary>Every request that ever was.</summary>
    public int Requests => Waiting.Count + (Directory.Exists(_folder["queue/results"]) ? Directory.GetFiles(_folder["queue/results"]).Length : 0);

    /// <summary>Builds everything once, and lets it rest.</summary>
    public async Task BeginAsync()
    {
        await Look().RunAsync(File.Builds, isDry: false, forced: null, CancellationToken.None);
        foreach (var id in Waiting)
            End(id, "succeeded", pushes: false);
        await RestAsync();
        await LookAsync();
        await RestAsync();
        Assert.Empty(await LookAsync());
    }

    public Task RestAsync()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        return Task.CompletedTask;
    }

    public void Push(string image) => Push(Graph.Same(Drawn.Reference(image)));

    /// <summary>A look of the daemon; which images it asked for.</summary>
    public async Task<IReadOnlyList<string>> LookAsync(bool isCrashing = false, bool isBeforeRequest = false)
    {
        _clock.Advance(TimeSpan.FromSeconds(31));
        var heads = await Look().RunAsync(File.Builds, isDry: false, forced: null, CancellationToken.None);
        Assert.DoesNotContain(heads, head => head.HasAsked && Asked.Count > 0);
        var before = File.Builds.ToDictionary(build => build.Name, build => _records.Read(build.Name), StringComparer.Ordinal);
        var look = new RebuildLook(
            (_, _, _) => Task.FromResult(_images),
            new AskedImages(_queue, _records, new AskedBuilds(_folder["data/images"]), new JoinedImages(_folder["data/indexes"])),
            new BaseWatch(_folder["data"], _clock, new Random(1)), _folder["data"], _clock);
        var found = await look.RunAsync(File, heads, (image, _) => Task.FromResult<Digest?>(_registry.GetValueOrDefault(image)), AskAsync, CancellationToken.None);
        IReadOnlyList<string> asked = [.. found.Where(one => one.HasAsked).Select(one => one.Image.Name)];
        Asked.AddRange(asked);
        if (isCrashing)
            Crash(asked, before, isBeforeRequest);
        return asked;
    }

    /// <summary>Looks and builds until nothing is left to do.</summary>
    public async Task FinishAsync(Func<string, string>? status = null)
    {
        // What a look sees move has settled in the next one.
        for (var quiet = 0; quiet < 2;)
        {
            foreach (var id in Waiting)
                End(id, status?.Invoke(NameOf(id)) ?? "succeeded");
            quiet = (await LookAsync()).Count > 0 ? 0 : quiet + 1;
        }
    }

    public static string NameOf(string id) => id[..id.IndexOf('-', StringComparison.Ordinal)];

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Within a directory of this test.")]
    public void End(string id, string status, bool pushes = true)
    {
        Directory.CreateDirectory(_folder["queue/results"]);
        System.IO.File.WriteAllText(_folder[$"queue/results/{id}.json"], $$"""{"schema": 1, "status": "{{status}}"}""");
        System.IO.File.Delete(_folder[$"queue/requests/{id}.json"]);
        if (status is "succeeded" && pushes)
            Push(NameOf(id));
    }

    public void Want(params string[] names) => RebuildStateFile.Write(
        _folder["data"], RebuildStateFile.Read(_folder["data"]).With([.. Graph.Images.Where(image => names.Contains(image.Name, StringComparer.Ordinal)).Select(image => image.Shown)], _clock.GetUtcNow()));

    /// <summary>Whether an image says that it was built from what its bases are now.</summary>
    public bool IsFresh(string name) => _records.Read(name)!.Bases!.All(one => one.Digest!.Equals($"{_registry[ImageReference.Read(one.Image).Image!]}", StringComparison.Ordinal));

    public void Dispose() => _folder.Dispose();

    private BuildLook Look() => new((_, _) => Task.FromResult<HeadReading>(new HeadReading.At(s_commit)), _queue, _records, (build, _, _, _) => Task.FromResult(new BuiltFrom(BasesOf(build))), _clock);

    private IReadOnlyList<AskedBase> BasesOf(MirrorBuild build) =>
        [.. ImageOf(build.Name).Bases.Uses.Where(use => !use.IsPinned).Select(use => Graph.Same(use.Image)).Distinct().Select(image => new AskedBase($"{image}", $"{_registry[image]}"))];

    private async Task<ImageAnswer> AskAsync(Rebuildable one, string why, CancellationToken cancel)
    {
        var again = await Look().AgainAsync(((BuildRoad.OfMirror)one.Road).Build, why, cancel);
        TooEarly.AddRange(Graph.BasesOf(one.Image).Where(edge => Waiting.Any(id => NameOf(id).Equals(edge.Base.Name, StringComparison.Ordinal))).Select(edge => $"{one.Image.Name} before {edge.Base.Name}"));
        return new ImageAnswer(again.Why, again.HasAsked);
    }

    /// <summary>The record of what was asked for is as it was when the power went: before the request, or between it and the record.</summary>
    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Within a directory of this test.")]
    private void Crash(IReadOnlyList<string> asked, Dictionary<string, AskedBuild?> before, bool isBeforeRequest)
    {
        foreach (var name in asked)
        {
            var after = _records.Read(name)!;
            _records.Write(name, before[name]!.Before(after.Id, after.Bases!));
            if (!isBeforeRequest)
                continue;
            System.IO.File.Delete(_folder[$"queue/requests/{after.Id}.json"]);
            Asked.Remove(name);
        }
    }

    private GraphImage ImageOf(string name) => Graph.Images.Single(image => image.Name.Equals(name, StringComparison.Ordinal));

    private void Push(ImageReference image) => _registry[image] = Digest.Parse(string.Create(CultureInfo.InvariantCulture, $"sha256:{++_pushed:x64}"));
}
