namespace RegistryJanitor.GitMirror;

/// <content>What is wrong with the upstream, or on the way to it.</content>
public abstract partial record MirrorFault
{
    /// <summary>The listing was understood and has no refs: an emptied upstream, or a page that answers in git's place.</summary>
    public sealed record UpstreamEmpty() : MirrorFault(
        "upstream-empty", "the upstream answers without a single ref: it was emptied, or a page of a proxy answers in its place, so nothing was deleted here", "open the address in a browser; the mirror stays as it is until refs are back", true);

    /// <summary>The answer is none of git's.</summary>
    public sealed record NotGit() : MirrorFault(
        "not-git", "what answers at the address is no git repository (a login page, a portal, or a project page)", "check the address, and whether a proxy or a login stands before it", true);

    /// <summary>The wipe brake.</summary>
    /// <param name="Gone">Refs that the upstream no longer has.</param>
    /// <param name="Total">Refs here before.</param>
    public sealed record MassDeletion(int Gone, int Total) : MirrorFault(
        "mass-deletion", $"the upstream lost {Gone} of {Total} refs at once, so none of them was deleted here", "if that is meant, run git-mirror --once --accept NAME", false);

    /// <summary>HEAD names nothing that is mirrored.</summary>
    public sealed record NoDefaultBranch() : MirrorFault(
        "no-default-branch", "the upstream's HEAD names no branch that is mirrored", "set the default branch upstream, or name it in refspec", false);

    /// <summary>The address was changed to that of something else.</summary>
    public sealed record OtherHistory() : MirrorFault(
        "other-history", "the address of the upstream was changed, and what is there has no commit in common with this mirror, which stays as it is", "if that is meant, run git-mirror --once --accept NAME; otherwise give it a name of its own", false);

    /// <summary>A name and a password are asked for, and there are none.</summary>
    /// <param name="Origin">The server that asks.</param>
    public sealed record CredentialsWanted(string? Origin = null) : MirrorFault(
        "credentials-wanted",
        $"{Origin ?? "the other side"} wants a user name: the repository is private, or it does not exist (some forges do not tell the difference)",
        $"check the address; if it is right, put a line for {Origin ?? "that server"} into the file that MIRROR_CREDENTIALS_FILE names",
        false);

    /// <summary>What we have to show is not taken.</summary>
    /// <param name="Origin">The server that refuses.</param>
    public sealed record CredentialsRefused(string Origin) : MirrorFault(
        "credentials-refused",
        $"{Origin} refuses the credential that there is for it: it is wrong, has expired, or may not see this repository",
        "renew it; MIRROR_CREDENTIALS_FILE, and MIRROR_SSH_KEY_FILE for ssh, name where it is, and the new one counts from the next pass on",
        false);

    /// <summary>ssh does not know the server.</summary>
    /// <param name="Host">For <c>ssh-keyscan</c>.</param>
    public sealed record HostKeyUnknown(string Host = "HOST") : MirrorFault(
        "host-key-unknown",
        "the key of the ssh server is not among the known ones, or is another than before",
        $"get it with ssh-keyscan {Host}, compare it with what the owner publishes, and put it into the file that MIRROR_SSH_KNOWN_HOSTS names",
        false);

    /// <summary>The upstream's LFS server lacks an object.</summary>
    public sealed record LargeFileMissing() : MirrorFault(
        "lfs-missing", "the upstream has a commit whose large file its LFS server does not have, so nothing was changed here", "tell its owner to run git lfs push --all; without lfs: true the commits are mirrored alone", false);

    /// <summary>HTTP 403.</summary>
    public sealed record Forbidden() : MirrorFault("forbidden", "the upstream refuses to be read (403)", "ask its owner, or check whether this address was blocked", false);

    /// <summary>HTTP 404 or 410.</summary>
    public sealed record NotFound() : MirrorFault("not-found", "there is no such repository at the upstream", "check the address; if it is gone for good, set skip: true, and the mirror stays", false);

    /// <summary>HTTP 3xx, which is never followed: it could lead to a private address.</summary>
    public sealed record Moved() : MirrorFault("moved", "the upstream sends to another address, which is not followed", "write the address that a browser ends at, with .git at its end where the forge has it so", false);

    /// <summary>The name has no address.</summary>
    public sealed record NameUnknown() : MirrorFault("name-unknown", "the upstream's host name has no address", "check the name, and this machine's resolver", true);

    /// <summary>The name leads where it should not.</summary>
    /// <param name="Address">The address.</param>
    public sealed record PrivateAddress(string Address) : MirrorFault(
        "private-address", $"the upstream's host is at {Address}, an address of a private network", "if that is meant, set MIRROR_ALLOW_PRIVATE=true", false);

    /// <summary>No connection.</summary>
    public sealed record Unreachable() : MirrorFault("unreachable", "the upstream's host does not answer", "check that it runs and that this machine reaches it", true);

    /// <summary>The certificate is not trusted.</summary>
    public sealed record Untrusted() : MirrorFault("untrusted", "the upstream's certificate is not trusted", "check the address and the clock, and install the authority that signed it", false);

    /// <summary>HTTP 429 or 5xx.</summary>
    public sealed record ServerError() : MirrorFault("server-error", "the upstream has trouble of its own (429 or 5xx)", "wait; it is asked again, later each time", true);

    /// <summary>Bytes came too slowly.</summary>
    public sealed record Stalled() : MirrorFault("stalled", "the transfer stood still", "it is tried again; MIRROR_STALL_SECS allows longer pauses", true);

    /// <summary>Objects that break git's own rules.</summary>
    public sealed record BadObjects() : MirrorFault("bad-objects", "the upstream sent objects that git finds broken", "tell its owner to run git fsck", false);
}
