using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Queue;

/// <summary>
/// The queue on the volume. Every change is one rename, one new file or one unlink, in an order in which a crash after any of them leaves something that the next
/// who looks can finish:
/// <code>
/// take        beat, then rename the request to the claim          crash: a beat alone, swept later
/// take over   beat, then rename the claim to ours, then old beat   crash: a claim of ours whose beat grows old
/// finish      publish the result, then the claim, then the beat    crash: a claim whose request has its result
/// give back   rename the claim to the request, then the beat       crash: a beat alone
/// </code>
/// </summary>
/// <param name="layout">Where.</param>
/// <param name="runner">Who.</param>
/// <param name="volume">Changes it.</param>
public sealed class QueueFolder(QueueLayout layout, RunnerName runner, IVolume volume)
{
    private static readonly TimeSpan s_leftForDead = TimeSpan.FromHours(1);

    /// <summary>Where.</summary>
    public QueueLayout Layout => layout;

    /// <summary>Makes the directories.</summary>
    public void Prepare()
    {
        foreach (var directory in layout.Directories)
            Directory.CreateDirectory(directory);
    }

    /// <summary>What time it is by the volume's clock.</summary>
    public DateTimeOffset Now()
    {
        volume.Touch(layout.Now(runner));
        return Written(layout.Now(runner)) ?? throw new IOException($"{layout.Now(runner)} was removed as soon as it was written; give runner {runner} a name of its own in BUILD_RUNNER_NAME");
    }

    /// <summary>Looks.</summary>
    public QueueView Look()
    {
        // Requests before claims, and claims before results: what moves on meanwhile is seen twice, never not at all.
        // What a directory is called does not make it a request, and one that was claimed could not be let go.
        var names = Names(layout.Requests);
        var requests = names.Where(name => !IsDirectory(Path.Join(layout.Requests, name))).ToHashSet(StringComparer.Ordinal);
        var claims = Names(layout.Claims).Where(name => !IsDirectory(Path.Join(layout.Claims, name))).Select(QueueLayout.ClaimOf).OfType<Claim>().ToList();
        var now = Now();
        var waiting = requests.Select(QueueLayout.IdOf).OfType<BuildId>().Select(Waiting).OfType<QueueView.Waiting>().ToList();
        return new QueueView(
            waiting,
            [.. claims.Select(claim => Claimed(claim, now)).OfType<QueueView.Claimed>()],
            waiting.Select(one => one.Id).Concat(claims.Select(claim => claim.Id)).Where(HasResult).ToHashSet(),
            [.. names.Where(name => name.EndsWith(QueueLayout.Ending, StringComparison.Ordinal) && name[0] != '.' && (QueueLayout.IdOf(name) is null || !requests.Contains(name)))]);
    }

    /// <summary>Whether a request has its result.</summary>
    public bool HasResult(BuildId id) => File.Exists(layout.Result(id));

    /// <summary>Makes a request ours; false when another runner was faster.</summary>
    public bool TryTake(BuildId id, Claim mine) => TryRename(layout.Request(id), mine);

    /// <summary>Makes a dead runner's claim ours; false when another runner was faster.</summary>
    public bool TryTakeOver(Claim dead, Claim mine)
    {
        if (!TryRename(layout.ClaimFile(dead), mine))
            return false;
        volume.Unlink(layout.Beat(dead));
        return true;
    }

    /// <summary>Tells the others that we live.</summary>
    public void Beat(Claim mine) => volume.Touch(layout.Beat(mine));

    /// <summary>Whether it is still ours: who was silent for too long has lost it.</summary>
    public bool Holds(Claim mine) => File.Exists(layout.ClaimFile(mine));

    /// <summary>What was asked for; null when it is not ours any more, or no file that can be read.</summary>
    public byte[]? Read(Claim mine) => SmallFile.Read(layout.ClaimFile(mine), RequestReader.LongestFile);

    /// <summary>When it was asked for, by the volume's clock.</summary>
    public DateTimeOffset? AskedAt(Claim mine) => Written(layout.ClaimFile(mine));

    /// <summary>Writes the one result; false when another runner had written it. To be followed by <see cref="Tidy"/>.</summary>
    public bool Publish(Claim mine, ReadOnlyMemory<byte> result) => volume.Publish(layout.Result(mine.Id), result);

    /// <summary>Removes the files of an attempt.</summary>
    public void RemoveWork(Claim claim) => volume.RemoveTree(layout.Work(claim));

    /// <summary>Lets it go because it has its result.</summary>
    public void Tidy(Claim claim)
    {
        volume.RemoveTree(layout.Work(claim));
        volume.Unlink(layout.ClaimFile(claim));
        volume.Unlink(layout.Beat(claim));
    }

    /// <summary>Lets it wait again, as old as it is, and with all its attempts: nobody died of it.</summary>
    public void GiveBack(Claim mine)
    {
        volume.RemoveTree(layout.Work(mine));
        // Asked for again meanwhile: that one waits already.
        if (!volume.RenameUnlessTaken(layout.ClaimFile(mine), layout.Request(mine.Id)))
            volume.Unlink(layout.ClaimFile(mine));
        volume.Unlink(layout.Beat(mine));
    }

    /// <summary>Puts away what cannot have a result.</summary>
    public void SetAside(string fileName, string sentence)
    {
        var place = Path.Join(layout.Refused, fileName);
        volume.Unlink($"{place}.why");
        volume.Publish($"{place}.why", System.Text.Encoding.UTF8.GetBytes($"{fileName} {sentence}.\n"));
        volume.Rename(Path.Join(layout.Requests, fileName), place);
    }

    /// <summary>Removes what nobody comes back for: work and heartbeats without a claim, halves of files. Gives their number.</summary>
    public int Sweep()
    {
        // Work before claims: a claim is there before its work, so what has none by then has lost it.
        var work = Names(layout.AllWork);
        var claims = Names(layout.Claims);
        var live = claims.Select(QueueLayout.ClaimOf).OfType<Claim>().Select(claim => claim.Name).ToHashSet(StringComparer.Ordinal);
        work.RemoveAll(live.Contains);
        var now = Now();
        var files = claims.Where(name => QueueLayout.BeatOf(name) is { } claim && !live.Contains(claim.Name)).Select(name => Path.Join(layout.Claims, name))
            .Concat(new[] { layout.Requests, layout.Results, layout.Refused }.SelectMany(directory => Names(directory).Where(WholeFile.IsUnfinished).Select(name => Path.Join(directory, name))))
            .Where(path => now - Written(path) > s_leftForDead)
            .ToList();
        work.ForEach(name => volume.RemoveTree(Path.Join(layout.AllWork, name)));
        files.ForEach(volume.Unlink);
        return work.Count + files.Count;
    }

    /// <summary>Removes all but the newest results, each with its log, and of what was set aside. Gives the number of results.</summary>
    public int KeepNewest(int count)
    {
        // A claim that is not tidied up yet would be built again without its result.
        var claimed = Names(layout.Claims).Select(QueueLayout.ClaimOf).OfType<Claim>().Select(claim => claim.Id).ToHashSet();
        var old = Oldest(layout.Results, count).Select(QueueLayout.IdOf).OfType<BuildId>().Where(id => !claimed.Contains(id)).ToList();
        foreach (var id in old)
        {
            volume.Unlink(layout.Log(id));
            volume.Unlink(layout.Result(id));
        }

        foreach (var name in Oldest(layout.Refused, 2 * count))
            volume.RemoveTree(Path.Join(layout.Refused, name));
        return old.Count;
    }

    private static IEnumerable<string> Oldest(string directory, int but) => Names(directory)
        .Where(name => !WholeFile.IsUnfinished(name))
        .OrderByDescending(name => Written(Path.Join(directory, name))?.UtcTicks ?? 0)
        .ThenByDescending(name => name, StringComparer.Ordinal)
        .Skip(but);

    private static bool IsDirectory(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: null };

    private static List<string> Names(string directory) => [.. Directory.EnumerateFileSystemEntries(directory).Select(path => Path.GetFileName(path))];

    /// <summary>When a file was written; null when there is none.</summary>
    private static DateTimeOffset? Written(string path)
    {
        var written = File.GetLastWriteTimeUtc(path);
        // .NET's answer for a file that is not there.
        return written.Year < 1970 ? null : new DateTimeOffset(written, TimeSpan.Zero);
    }

    /// <summary>Null: it has moved on.</summary>
    private QueueView.Waiting? Waiting(BuildId id) => Written(layout.Request(id)) is { } since ? new QueueView.Waiting(id, since) : null;

    /// <summary>Null: it is gone.</summary>
    private QueueView.Claimed? Claimed(Claim claim, DateTimeOffset now) =>
        (Written(layout.Beat(claim)) ?? Written(layout.ClaimFile(claim))) is { } beat ? new QueueView.Claimed(claim, now - beat) : null;

    private bool TryRename(string from, Claim mine)
    {
        // The beat first: a claim without one would be as silent as its request is old.
        volume.Touch(layout.Beat(mine));
        if (volume.RenameUnlessTaken(from, layout.ClaimFile(mine)))
            return true;
        if (!Holds(mine))
            volume.Unlink(layout.Beat(mine));
        return false;
    }
}
