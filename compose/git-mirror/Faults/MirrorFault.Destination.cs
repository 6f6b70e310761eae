using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror;

/// <content>What is wrong at the destination. What is wrong with one ref names it, and says nothing of the others.</content>
public abstract partial record MirrorFault
{
    /// <summary>What also happens with upstreams, such as a host that does not answer.</summary>
    /// <param name="Same">As it is told of an upstream.</param>
    public sealed record AtDestination(MirrorFault Same) : MirrorFault(
        $"destination-{Same.Code}", Same.Cause.Replace("the upstream", "the destination", StringComparison.Ordinal), Same.Cure.Replace("the upstream", "the destination", StringComparison.Ordinal), Same.IsTransient);

    /// <summary>HTTP 403 on a push.</summary>
    public sealed record PushForbidden() : MirrorFault(
        "push-forbidden", "the destination takes no push from this user (403): the role is below Developer, or the token lacks write_repository", "make the user Maintainer of the project (members), or give the token that scope; git-mirror audit says which", false);

    /// <summary>HTTP 404 on a push.</summary>
    public sealed record DestinationMissing() : MirrorFault(
        "destination-missing", "there is no such repository at the destination, or this user may not see it", "create the project, or make the user a member of it", false);

    /// <summary>A protected branch does not allow force pushes.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record ProtectedForcePush(string Ref) : MirrorFault(
        "protected-force-push",
        $"upstream rewrote {RefNames.Short(Ref)}, and the destination protects it from force pushes",
        "allow force push for it (GitLab: Settings, Repository, Protected branches), or run git-mirror audit --repair force-push",
        false);

    /// <summary>A protected branch does not allow this user's pushes.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record ProtectedPush(string Ref) : MirrorFault(
        "protected-push", $"the destination protects {RefNames.Short(Ref)}, and this user may not push to it", "make the user Maintainer, or allow it to push in the branch's protection", false);

    /// <summary>A protected branch cannot be deleted.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record ProtectedDeletion(string Ref) : MirrorFault(
        "protected-deletion", $"upstream deleted {RefNames.Short(Ref)}, and the destination protects it from deletion", "delete it in the destination's web interface, or end its protection", false);

    /// <summary>The default branch cannot be deleted.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record DefaultDeletion(string Ref) : MirrorFault(
        "default-deletion", $"upstream no longer has {RefNames.Short(Ref)}, which is the destination's default branch", "make upstream's default branch the destination's; the old one is deleted then", false);

    /// <summary>A tag that upstream moved is protected.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record ProtectedTag(string Ref) : MirrorFault(
        "protected-tag", $"upstream changed {Ref}, and the destination protects tags from that", "take the tag's protection away (GitLab: Settings, Repository, Protected tags), or leave it out by refspec", false);

    /// <summary>A name that the destination takes for something else.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record NameNotAllowed(string Ref) : MirrorFault(
        "name-not-allowed", $"the destination does not allow the name {Ref}", "leave it out by refspec; everything else is pushed", false);

    /// <summary>A ref that the destination keeps to itself.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record HiddenRef(string Ref) : MirrorFault("hidden-ref", $"the destination keeps {Ref} to itself", "leave it out by refspec; everything else is pushed", false);

    /// <summary>The push is larger than the destination takes.</summary>
    public sealed record PushTooBig() : MirrorFault(
        "push-too-big", "the destination or a proxy before it refuses a push of this size", "raise the limit (GitLab: maximum push size; nginx: client_max_body_size)", false);

    /// <summary>The destination gave up.</summary>
    public sealed record PushTooSlow() : MirrorFault("push-too-slow", "the destination took too long to check the push and gave up", "it is tried again with fewer refs at a time", true);

    /// <summary>Pointers without the files they point at.</summary>
    public sealed record LargeFilesMissing() : MirrorFault(
        "large-files-missing", "the destination wants the large files (LFS) that these commits name", "set lfs: true for this mirror", false);

    /// <summary>Somebody else was faster.</summary>
    /// <param name="Ref">Which.</param>
    public sealed record Raced(string Ref) : MirrorFault("raced", $"{RefNames.Short(Ref)} was changed at the destination between look and push", "it is tried again", true);

    /// <summary>Somebody else's change is kept, as wished.</summary>
    /// <param name="Refs">Which.</param>
    public sealed record Diverged(IReadOnlyList<string> Refs) : MirrorFault(
        "diverged", $"somebody else changed {string.Join(", ", Refs.Take(5).Select(RefNames.Short))}{(Refs.Count > 5 ? $" and {Refs.Count - 5} more" : "")} at the destination, and MIRROR_DIVERGENT=keep leaves that alone",
        "take the change back there, or set MIRROR_DIVERGENT=overwrite",
        false);

    /// <summary>Anything else that a server says of a ref.</summary>
    /// <param name="Ref">Which.</param>
    /// <param name="Words">What it said.</param>
    public sealed record RefRefused(string Ref, string Words) : MirrorFault("ref-refused", $"the destination refuses {Ref}: {Words}", "do what it says; everything else is pushed", false);

    /// <summary>A ref of the destination's own is where a directory would have to be, or the other way.</summary>
    /// <param name="Ref">What cannot be pushed.</param>
    /// <param name="By">What stands in its way.</param>
    public sealed record NameBlocked(string Ref, string By) : MirrorFault(
        "name-blocked", $"the destination has {RefNames.Short(By)}, which upstream does not have and beside which {RefNames.Short(Ref)} cannot exist", $"rename or delete {RefNames.Short(By)} at the destination", false);

    /// <summary>SHA-1 here, SHA-256 there, or the other way.</summary>
    public sealed record DestinationObjectFormat() : MirrorFault(
        "destination-object-format", "the destination was made for another hash (SHA-1, SHA-256) than upstream uses", "make the destination anew with upstream's hash", false);
}
