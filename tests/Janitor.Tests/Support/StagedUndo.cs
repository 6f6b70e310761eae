using RegistryJanitor.Collection;
using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Passes over a store that keep the newest tag of each repository, and let an evicted one come back for a day.</summary>
internal sealed class StagedUndo : IDisposable
{
    public const string App = "team/app";

    public StagedUndo()
    {
        Pass = new StagedPass(Store);
        Pass.Settings = Pass.Settings with { Retention = Keep.Last(1), Undo = TimeSpan.FromDays(1) };
    }

    public TempStore Store { get; } = new();

    public StagedPass Pass { get; }

    /// <summary>What the tags point at that can still come back, and everything that is there, as <c>repository:tag@digest</c>.</summary>
    public IEnumerable<string> EverythingThatCanBeHad => Evicted.Concat(Present).Order(StringComparer.Ordinal);

    public IEnumerable<string> Evicted => Waiting.Where(tag => tag.Until > Pass.Clock.GetUtcNow()).Select(tag => $"{tag.Repository}:{tag.Tag.Tag}@{tag.Target}");

    public IEnumerable<string> Present => StoreScanner.Scan(Store.Layout, 1, default).Repositories.SelectMany(repository => repository.Tags.Select(
        tag => $"{repository.Name}:{tag.Tag}@{File.ReadAllText(Store.Layout.TagLink(repository.Name, tag.Tag))}"));

    public IReadOnlyList<EvictedTag> Waiting => EvictedTags.Read(Store.Layout, Pass.Settings.Undo, fault => Assert.Fail(fault.ToString()));

    /// <summary>A pass that must succeed, some time after the one before.</summary>
    public async Task RunAsync(TimeSpan? later = null)
    {
        Pass.Clock.Advance(later ?? TimeSpan.FromMinutes(1));
        Assert.Equal(new Daemon.PassResult.Succeeded(), await Pass.RunAsync());
    }

    /// <summary>What <c>janitor restore</c> does under the lease, a minute after what was before.</summary>
    public RestoreOutcome Restore(string tag, bool force = false, IStorageMutator? mutator = null)
    {
        Pass.Clock.Advance(TimeSpan.FromMinutes(1));
        mutator ??= new PosixMutator();
        Recovery.Run(Store.Layout, mutator, keepTags: true, default);
        return new TagRestore(Store.Layout, mutator, Pass.Clock.GetUtcNow()).Restore(RepositoryName.Parse(App), Tag.Parse(tag), Pass.Settings.Undo, force);
    }

    /// <summary>An index of two platforms, one of which is signed and the other has an SBOM.</summary>
    public Digest MultiPlatform(string tag, DateTimeOffset at)
    {
        var signed = Store.Image(App, null, at, content: $"signed platform of {tag}");
        var described = Store.Image(App, null, at, content: $"described platform of {tag}");
        var index = Store.Index(App, tag, at, signed, described);
        Store.Image(App, SignatureOf(signed), at, content: $"signature of {tag}");
        Store.Image(App, null, at, content: $"SBOM of {tag}", subject: described);
        return index;
    }

    public static string SignatureOf(Digest digest) => $"sha256-{digest.Hex}.sig";

    /// <summary>Why the image of a digest is not whole; null when it is.</summary>
    public string? WhyNot(Digest digest) => Puller.WhyNot(Store.Layout, RepositoryName.Parse(App), digest);

    public void Dispose()
    {
        Pass.Dispose();
        Store.Dispose();
    }
}
