using RegistryJanitor.GitMirror.Git;


namespace RegistryJanitor.GitMirror.Pushing;

/// <summary>What one ref of a destination is to become.</summary>
/// <param name="Ref">Its full name.</param>
/// <param name="From">What the destination was seen to have; null: no such ref.</param>
/// <param name="To">What it is to have; null: it is deleted.</param>
public sealed record RefUpdate(string Ref, ObjectId? From, ObjectId? To)
{
    /// <summary>
    /// Refused where the destination no longer has <see cref="From"/>. It also is what allows to overwrite: a <c>+</c> or <c>--force</c> beside it would
    /// make git ignore it (remote.c, <c>apply_push_cas</c>).
    /// </summary>
    public string Lease => $"--force-with-lease={Ref}:{From}";

    /// <summary>As git wants it.</summary>
    public string Refspec => $"{To}:{Ref}";
}
