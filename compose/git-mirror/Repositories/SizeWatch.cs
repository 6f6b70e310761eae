using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>
/// Keeps a fetch from filling the disk: git itself has no limit on that side. What a mirror has and what is free is looked at before it, every second of
/// it, and after it; on excess the fetch is ended with all that it started, and its halves are swept.
/// </summary>
/// <param name="limits">The limits.</param>
/// <param name="clock">For the looks.</param>
public sealed class SizeWatch(RepositoryLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan s_glance = TimeSpan.FromSeconds(1);
    private static readonly string[] s_large = ["objects", "lfs"];

    /// <summary>Bytes that are free for us on the disk of a path.</summary>
    internal Func<string, long> FreeBytes { get; init; } = path => new DriveInfo(path).AvailableFreeSpace;

    /// <summary>Runs a fetch into a repository that is there.</summary>
    /// <exception cref="MirrorException">It is too big, or the disk too full; or the fetch's own.</exception>
    public async Task RunAsync(string repository, Func<CancellationToken, Task> fetch, CancellationToken cancel)
    {
        Refuse(Excess(repository));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var fetching = fetch(stop.Token);
        MirrorFault? excess = null;
        while (excess is null && !cancel.IsCancellationRequested && await Task.WhenAny(fetching, Task.Delay(s_glance, clock, stop.Token)) != fetching)
            excess = Glance(repository);
        if (excess is not null)
            await stop.CancelAsync();
        try
        {
            await fetching;
        }
        catch (OperationCanceledException) when (excess is not null && !cancel.IsCancellationRequested)
        {
            Leftovers.Sweep(repository);
            Refuse(excess);
        }

        // What is there by now needs no more space to become visible, but it can be more than the mirror may have.
        Refuse(TooBig(repository));
    }

    private static void Refuse(MirrorFault? excess)
    {
        if (excess is not null)
            throw new MirrorException(excess);
    }

    private MirrorFault? Glance(string repository)
    {
        try
        {
            return Excess(repository);
        }
        catch (Exception moved) when (moved is IOException or UnauthorizedAccessException)
        {
            // A directory that was listed a moment ago is gone: git is at work. A look that always fails is told after the fetch.
            return null;
        }
    }

    private MirrorFault? Excess(string repository) =>
        limits.LeastFree > 0 && FreeBytes(repository) is var free && free < limits.LeastFree ? new MirrorFault.DiskNearlyFull(free, limits.LeastFree) : TooBig(repository);

    private MirrorFault.TooBig? TooBig(string repository) =>
        limits.MostBytes < long.MaxValue && Size(repository) is var bytes && bytes > limits.MostBytes ? new MirrorFault.TooBig(bytes, limits.MostBytes) : null;

    private static long Size(string repository) => s_large.Select(name => new DirectoryInfo(Path.Join(repository, name))).Where(large => large.Exists)
        .SelectMany(large => large.EnumerateFiles("*", SearchOption.AllDirectories)).Sum(Length);

    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (IOException)
        {
            // Renamed or gone since it was listed.
            return 0;
        }
    }
}
