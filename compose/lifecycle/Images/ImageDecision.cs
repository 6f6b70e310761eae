using RegistryJanitor.Lifecycle.Builds;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>Whether an image is asked for, and why: as <see cref="BuildDecision"/> has it for mirrors, with the fingerprint in place of the commit.</summary>
public static class ImageDecision
{
    /// <summary>Decides. Pure.</summary>
    /// <param name="image">As it is now.</param>
    /// <param name="asked">What was asked for; null: nothing.</param>
    /// <param name="pending">Which request of it waits or builds; null: none.</param>
    /// <param name="isForced">Whether somebody wants it whatever was built.</param>
    /// <param name="ofBases">Why it is to be built again for what it is built from; null: for that it need not be.</param>
    public static BuildDecision Of(PreparedImage image, AskedBuild? asked, string? pending, bool isForced, string? ofBases = null)
    {
        if (asked is null)
            return new BuildDecision.Ask(image.Fingerprint, 1, isForced, "nothing was asked for under this tag");
        var number = asked.Times(image.Fingerprint) + 1;
        if (isForced)
            return new BuildDecision.Ask(image.Fingerprint, number, isForced: true, "somebody wants it again");
        if (asked.Commit.Equals(image.Fingerprint, StringComparison.Ordinal) && (ofBases is null || pending is not null))
            return new BuildDecision.Rest($"nothing changed since {asked.Id}");
        // Two at once could leave the tag at the older one.
        if (pending is not null)
            return new BuildDecision.Rest($"something changed, and {pending}; run it again after that");
        var digest = $"{image.Base.Digest}";
        return new BuildDecision.Ask(image.Fingerprint, number, isForced: false, ofBases is not null ? ofBases : digest.Equals(asked.Base, StringComparison.Ordinal)
            ? "its template, files, arguments, platforms or labels changed"
            : $"{image.Base.Image} is now {Short(digest)}, and was {Short(asked.Base ?? "unknown")}");
    }

    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;
}
