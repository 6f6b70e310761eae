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

    /// <summary>Anything else that git says.</summary>
    /// <param name="Words">Its last words.</param>
    public sealed record GitFailed(string Words) : MirrorFault("git-failed", $"git says: {Words}", "it is tried again; if it stays, LOG_LEVEL=debug shows every command", true);
}
