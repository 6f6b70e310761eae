using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror;

/// <content>What is wrong on this machine.</content>
public abstract partial record MirrorFault
{
    /// <summary>A command took too long.</summary>
    /// <param name="Limit">The time it had.</param>
    public sealed record TimedOut(TimeSpan Limit) : MirrorFault(
        "timed-out", $"git took longer than {Limit.TotalSeconds:0} s and was ended", "it is tried again; MIRROR_GIT_TIMEOUT_SECS or MIRROR_FIRST_TIMEOUT_SECS allow more", true);

    /// <summary>SHA-1 here, SHA-256 there.</summary>
    public sealed record OtherObjectFormat() : MirrorFault("object-format", "the upstream uses another hash than this mirror", "move the mirror's directory away; it is filled anew", false);

    /// <summary>No space.</summary>
    public sealed record DiskFull() : MirrorFault("disk-full", "the disk that holds the mirrors is full", "free some space; what is here is untouched", true);

    /// <summary>A lock file is in the way.</summary>
    public sealed record Locked() : MirrorFault("locked", "another program holds a lock in the mirror", "end that program; locks that nobody holds are swept before the next try", true);

    /// <summary>Another git-mirror is at work on it.</summary>
    public sealed record Busy() : MirrorFault("busy", "another git-mirror works on this mirror", "let one git-mirror run on one data directory", true);

    /// <summary>The repository belongs to somebody else.</summary>
    public sealed record OtherOwner() : MirrorFault("other-owner", "the mirror's directory belongs to another user", "give it to the user that git-mirror runs as", false);

    /// <summary>The file system refuses.</summary>
    /// <param name="Words">What it said.</param>
    public sealed record DataUnwritable(string Words) : MirrorFault("data-unwritable", $"the data directory cannot be read or written: {Words}", "give git-mirror's user the right to", true);

    /// <summary>There is no git.</summary>
    /// <param name="Words">Why it did not start.</param>
    public sealed record NoGit(string Words) : MirrorFault("no-git", $"git cannot be run: {Words}", "install git, or name it in MIRROR_GIT_BIN", false);

    /// <summary>There is no git-lfs.</summary>
    public sealed record NoLargeFileStorage() : MirrorFault("no-lfs", "git-lfs is not installed, and the mirror wants large files", "install git-lfs, or take lfs: true out", false);

    /// <summary>The mirror is larger than it may be.</summary>
    /// <param name="Bytes">What it has.</param>
    /// <param name="Most">What it may have.</param>
    public sealed record TooBig(long Bytes, long Most) : MirrorFault(
        "too-big", $"the mirror would have {ByteSize.Text(Bytes)} or more, and may have {ByteSize.Text(Most)}, so nothing was changed", "MIRROR_MAX_BYTES allows more", false);

    /// <summary>Too little space is free to begin or to go on.</summary>
    /// <param name="Free">What is free.</param>
    /// <param name="Least">What has to stay free.</param>
    public sealed record DiskNearlyFull(long Free, long Least) : MirrorFault(
        "disk-nearly-full", $"the disk that holds the mirrors has {ByteSize.Text(Free)} free, and {ByteSize.Text(Least)} stay free", "free some space, or set MIRROR_MIN_FREE_BYTES lower; what is here is untouched", true);

    /// <summary>Objects are missing or broken here.</summary>
    /// <param name="Words">What git found first.</param>
    public sealed record Corrupt(string Words) : MirrorFault("corrupt", $"the mirror's repository is damaged: {Words}", "move its directory away; it is filled anew", false);

    /// <summary>Anything else that git says.</summary>
    /// <param name="Words">Its last words.</param>
    public sealed record GitFailed(string Words) : MirrorFault("git-failed", $"git says: {Words}", "it is tried again; if it stays, LOG_LEVEL=debug shows every command", true);

    /// <summary>A mistake of git-mirror itself.</summary>
    /// <param name="Why">What it threw; its text may repeat anything, so only its kind is told here.</param>
    public sealed record Unexpected(Exception Why) : MirrorFault(
        "unexpected", $"git-mirror itself failed with this mirror ({Why.GetType().Name})", "it is tried again; the log has the whole exception", true);

    /// <summary>What an exception of the file system means.</summary>
    public static MirrorFault Of(Exception refused) => refused is IOException { HResult: NoSpace } ? new DiskFull() : new DataUnwritable(refused.Message);

    /// <summary>ENOSPC, which .NET hands on as it is.</summary>
    private const int NoSpace = 28;
}
