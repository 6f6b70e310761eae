using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>
/// What a destination's refusals mean. The sentences are those of GitLab (lib/gitlab/checks: branch_check.rb, tag_check.rb; git_access.rb), Gitea and Forgejo
/// (hook_pre_receive.go), GitHub (GH006) and git itself (receive-pack.c); the first that fits decides.
/// </summary>
public static class DestinationWords
{
    private static readonly (string Text, Func<string, MirrorFault> Fault)[] s_refusals =
    [
        ("not allowed to force push code to a protected branch", name => new MirrorFault.ProtectedForcePush(name)),
        ("is protected from force push", name => new MirrorFault.ProtectedForcePush(name)),
        ("Cannot force-push to this", name => new MirrorFault.ProtectedForcePush(name)),
        ("denying non-fast-forward", name => new MirrorFault.ProtectedForcePush(name)),
        ("non-fast-forward", name => new MirrorFault.ProtectedForcePush(name)),
        ("default branch of a project cannot be deleted", name => new MirrorFault.DefaultDeletion(name)),
        ("is the default branch and cannot be deleted", name => new MirrorFault.DefaultDeletion(name)),
        ("deletion of the current branch prohibited", name => new MirrorFault.DefaultDeletion(name)),
        ("only delete protected branches using the web interface", name => new MirrorFault.ProtectedDeletion(name)),
        ("is protected from deletion", name => new MirrorFault.ProtectedDeletion(name)),
        ("deletion prohibited", name => new MirrorFault.ProtectedDeletion(name)),
        ("not allowed to push code to protected branches", name => new MirrorFault.ProtectedPush(name)),
        ("Not allowed to push to protected branch", name => new MirrorFault.ProtectedPush(name)),
        ("Protected branch update failed", name => new MirrorFault.ProtectedPush(name)),
        ("Protected tags cannot be", name => new MirrorFault.ProtectedTag(name)),
        ("not allowed to change existing tags", name => new MirrorFault.ProtectedTag(name)),
        ("is protected", name => name.StartsWith("refs/tags/", StringComparison.Ordinal) ? new MirrorFault.ProtectedTag(name) : new MirrorFault.ProtectedPush(name)),
        ("40-character hexadecimal branch name", name => new MirrorFault.NameNotAllowed(name)),
        ("cannot use default branch name to create a tag", name => new MirrorFault.NameNotAllowed(name)),
        ("SHA-1 or SHA-256 tag name", name => new MirrorFault.NameNotAllowed(name)),
        ("deny updating a hidden ref", name => new MirrorFault.HiddenRef(name)),
        ("LFS objects are missing", _ => new MirrorFault.LargeFilesMissing()),
        ("Push operation timed out", _ => new MirrorFault.PushTooSlow()),
        ("pack exceeds maximum allowed size", _ => new MirrorFault.PushTooBig()),
        ("not allowed to push code to this project", _ => new MirrorFault.PushForbidden()),
        ("not allowed to upload code", _ => new MirrorFault.PushForbidden()),
        ("does not have write access to this project", _ => new MirrorFault.PushForbidden()),
        ("User permission denied for writing", _ => new MirrorFault.PushForbidden()),
        ("stale info", name => new MirrorFault.Raced(name)),
        ("cannot lock ref", name => new MirrorFault.Raced(name)),
        ("failed to update ref", name => new MirrorFault.Raced(name)),
    ];

    /// <summary>Whether a server refused a push as a whole, so that its words may mean any ref of it.</summary>
    /// <param name="reason">What git prints for a ref.</param>
    public static bool IsOfTheWholePush(string reason) => reason is "pre-receive hook declined" or "unpacker error" or "atomic push failure";

    /// <summary>The fault of one ref.</summary>
    /// <param name="reference">Which.</param>
    /// <param name="reason">What git prints for it.</param>
    /// <param name="words">What the server said; empty where it may have meant another ref.</param>
    public static MirrorFault Fault(string reference, string reason, LastWords words)
    {
        var said = string.Join(' ', words.Text.Split(" | ").Where(line => line.StartsWith("remote: ", StringComparison.Ordinal)).Select(line => line["remote: ".Length..].Trim()));
        foreach (var text in new[] { reason, said })
        {
            if (Array.Find(s_refusals, refusal => text.Contains(refusal.Text, StringComparison.Ordinal)).Fault is { } fault)
                return fault(reference);
        }

        return new MirrorFault.RefRefused(reference, said.Length > 0 ? said : reason);
    }

    /// <summary>The fault of a push that told nothing of its refs.</summary>
    public static MirrorFault Fault(LastWords words)
    {
        if (words.Text.Contains("HTTP 413", StringComparison.Ordinal) || words.Text.Contains("returned error: 413", StringComparison.Ordinal))
            return new MirrorFault.PushTooBig();
        // The second is what an empty repository of the other kind answers.
        if (words.Text.Contains("does not support this repository's hash algorithm", StringComparison.Ordinal) || words.Text.Contains("unexpected capabilities^{}", StringComparison.Ordinal))
            return new MirrorFault.DestinationObjectFormat();
        return OfDestination(GitWords.Fault(words));
    }

    /// <summary>A fault that git met on its way to the destination.</summary>
    public static MirrorFault OfDestination(MirrorFault fault) => fault switch
    {
        MirrorFault.DiskFull or MirrorFault.Locked or MirrorFault.OtherOwner or MirrorFault.NoGit or MirrorFault.DataUnwritable => fault,
        MirrorFault.Forbidden => new MirrorFault.PushForbidden(),
        MirrorFault.NotFound => new MirrorFault.DestinationMissing(),
        MirrorFault.OtherObjectFormat => new MirrorFault.DestinationObjectFormat(),
        _ => new MirrorFault.AtDestination(fault),
    };
}
