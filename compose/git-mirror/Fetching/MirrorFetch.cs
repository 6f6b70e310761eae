using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Maintenance;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Fetching;

/// <summary>
/// Makes one mirror like its upstream:
/// <list type="number">
/// <item>Poll: the upstream's refs in one request. Equal to what the mirror is known to have: the end.</item>
/// <item>Sweep what a killed fetch left, and make the repository if there is none.</item>
/// <item>Fetch into a place apart, within the limits of size; large files, too, where they are wanted. Killed here, or fed nonsense, the mirror is untouched.</item>
/// <item>Judge what has arrived, not what was polled: a portal can come up between the two.</item>
/// <item>Keep, clear, write, HEAD, delete (<see cref="RefPlan"/>).</item>
/// <item>Forget what was kept for long enough.</item>
/// </list>
/// </summary>
/// <param name="git">Runs git.</param>
/// <param name="pins">Judges addresses.</param>
/// <param name="settings">Limits.</param>
/// <param name="clock">For the names of what is kept.</param>
public sealed partial class MirrorFetch(GitExecutable git, AddressPin pins, MirrorSettings settings, TimeProvider clock)
{
    /// <summary>More new refs than this are written into one file: a file for each takes a block, and time to list.</summary>
    private const int ManyRefs = 500;

    private readonly MirrorLayout _layout = new(settings.DataDirectory);
    private readonly LargeFiles _largeFiles = new(git, settings.Limits);
    private readonly SizeWatch _sizes = new(settings.Repositories, clock);

    /// <summary>Event id 3045.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Runs the phases; the caller holds the mirror.</summary>
    /// <param name="mirror">Which.</param>
    /// <param name="elsewhere">Whether the mirror came from another address until now.</param>
    /// <param name="accepted">Whether any number of deletions is meant.</param>
    /// <param name="cancel">Stops it between any two steps.</param>
    /// <exception cref="MirrorException">It cannot be made like its upstream; nothing is lost.</exception>
    public async Task<FetchResult> RunAsync(Mirror mirror, bool elsewhere, bool accepted, CancellationToken cancel)
    {
        var repository = new MirrorRepository(_layout.Repository(mirror.Name), git);
        if (await ArriveAsync(mirror, elsewhere, accepted, cancel) is not { } arrival)
            return new FetchResult.Unchanged(await repository.RefsAsync(cancel));
        var kept = await ApplyAsync(repository, arrival.Before, arrival.Plan, cancel);
        await ForgetAsync(repository, cancel);
        var now = await repository.RefsAsync(cancel);
        if (!mirror.LargeFiles && arrival.Before.Tip != now.Tip && await AreNewsAsync(repository, arrival.Before.Tip, now.Tip, cancel))
            Log.LargeFilesLeftOut(Logger, mirror.Name.Value);
        return new FetchResult.Fetched(arrival.Before, now, kept, arrival.Braked);
    }

    /// <summary>The first four phases: no ref that a reader sees changes. Null: the mirror has what the upstream has.</summary>
    /// <exception cref="MirrorException">As for <see cref="RunAsync"/>.</exception>
    public async Task<Arrival?> ArriveAsync(Mirror mirror, bool elsewhere, bool accepted, CancellationToken cancel)
    {
        var path = _layout.Repository(mirror.Name);
        var repository = new MirrorRepository(path, git);
        RepositoryHealth.RefuseMarked(path);

        var pin = await pins.OfAsync(mirror.Upstream, cancel);
        var polled = await new RemoteRefs(git).OfAsync(mirror.Upstream, pin, mirror, cancel);
        // The repository itself is asked, and not the state file: a killed git-mirror, or somebody with a shell, may have left them different.
        if (repository.Exists && HasLargeFiles(mirror) && (await repository.RefsAsync(cancel)).Digest.Equals(polled.Digest, StringComparison.Ordinal))
            return null;
        if (polled.Tip is not { } tip)
            throw new MirrorException(new MirrorFault.NoDefaultBranch());

        if (Leftovers.Sweep(path) > 0 && repository.Exists)
            await new RepositoryHealth(git, settings.Limits.FirstFetch).CheckAsync(path, cancel);
        await repository.InitAsync(tip.Hex.Length, cancel);
        var before = await repository.RefsAsync(cancel);

        await repository.ForgetIncomingAsync(mirror, cancel);
        await _sizes.RunAsync(path, stop => repository.FetchAsync(mirror, pin, before.Refs.Count == 0 ? settings.Limits.FirstFetch : null, stop), cancel);
        await LargeFilesAsync(mirror, path, cancel);

        var arrived = await repository.IncomingAsync(mirror, cancel) with { Head = polled.Head };
        var braked = new WipeBrake(settings.LossPercent, accepted).Judge(before, arrived);
        if (braked is MirrorFault.UpstreamEmpty or MirrorFault.NoDefaultBranch)
            throw new MirrorException(braked);
        if (elsewhere && !accepted && before.Tip is { } ours && arrived.Tip is { } theirs && !await repository.AreRelatedAsync(ours, theirs, cancel))
            throw new MirrorException(new MirrorFault.OtherHistory());

        var moved = RefPlan.Moved(before, arrived).Select(old => old.Value).ToHashSet();
        var lost = await repository.LostAsync(moved, [.. arrived.Refs.Values.Distinct()], cancel);
        return new Arrival(before, RefPlan.Of(before, arrived, braked is null, lost.Contains), braked);
    }

    private async Task<bool> AreNewsAsync(MirrorRepository repository, ObjectId? before, ObjectId? now, CancellationToken cancel) =>
        await _largeFiles.AreWantedAsync(repository.Path, now, cancel) && !await _largeFiles.AreWantedAsync(repository.Path, before, cancel);

    private bool HasLargeFiles(Mirror mirror) => !mirror.LargeFiles || File.Exists(_layout.LargeFilesStamp(mirror.Name));

    /// <summary>Before a ref is written: whoever sees a commit finds its large files. The stamp is away while that may not hold.</summary>
    private async Task LargeFilesAsync(Mirror mirror, string repository, CancellationToken cancel)
    {
        var stamp = _layout.LargeFilesStamp(mirror.Name);
        Unlink(stamp);
        if (!mirror.LargeFiles)
            return;
        await _sizes.RunAsync(repository, stop => _largeFiles.FetchAsync(repository, mirror.Upstream, stop), cancel);
        await File.WriteAllTextAsync(stamp, "", cancel);
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A stamp of ours.")]
    private static void Unlink(string stamp) => File.Delete(stamp);

    private async Task<IReadOnlyList<string>> ApplyAsync(MirrorRepository repository, RefSet before, RefPlan plan, CancellationToken cancel)
    {
        var now = KeptTips.Unused(clock.GetUtcNow(), await repository.KeptAsync(cancel));
        await repository.ChangeAsync([.. plan.Keep.Select(tip => $"create {KeptTips.NameOf(tip.Key, now)} {tip.Value}")], cancel);
        await repository.ChangeAsync([.. plan.Clear.Select(Deletion)], cancel);
        await repository.ChangeAsync([.. plan.Write.Select(tip => before.Refs.TryGetValue(tip.Key, out var old) ? $"update {tip.Key} {tip.Value} {old}" : $"create {tip.Key} {tip.Value}")], cancel);
        if (plan.Write.Count > ManyRefs)
            await repository.PackRefsAsync(cancel);
        if (plan.Head is { } head && !head.Equals(before.Head, StringComparison.Ordinal))
            await repository.PointHeadAsync(head, cancel);
        await repository.ChangeAsync([.. plan.Delete.Select(Deletion)], cancel);
        return [.. plan.Keep.Select(tip => KeptTips.NameOf(tip.Key, now))];
    }

    private async Task ForgetAsync(MirrorRepository repository, CancellationToken cancel)
    {
        var kept = await repository.KeptAsync(cancel);
        await repository.ChangeAsync([.. KeptTips.Expired(kept, clock.GetUtcNow(), settings.KeptDays).Select(Deletion)], cancel);
    }

    private static string Deletion(KeyValuePair<string, ObjectId> reference) => $"delete {reference.Key} {reference.Value}";

    private static partial class Log
    {
        [LoggerMessage(3045, LogLevel.Information, "{Mirror} names large files (.gitattributes has filter=lfs), which are not mirrored; lfs: true in the list fetches them.")]
        public static partial void LargeFilesLeftOut(ILogger log, string mirror);
    }
}
