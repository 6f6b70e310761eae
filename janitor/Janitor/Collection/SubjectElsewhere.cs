using RegistryJanitor.Retention;

namespace RegistryJanitor.Collection;

/// <summary>Whether what a referrer's tag speaks of may be somewhere that this repository's mark does not see.</summary>
/// <param name="context">What the marks of all repositories share.</param>
/// <param name="revisions">The manifests of the repository.</param>
/// <param name="isThere">Whether one of them still has its link.</param>
internal sealed class SubjectElsewhere(MarkContext context, IReadOnlySet<int> revisions, Func<int, bool> isThere)
{
    /// <summary>
    /// A signature may lie in another repository than what it signs (COSIGN_REPOSITORY), and may be pushed before it. So its subject counts
    /// as gone only when this repository had it and loses it, or when the whole store has no such blob.
    /// </summary>
    public bool MayBe(Verdict.Follow verdict, int target)
    {
        var digests = context.Graph.Digests;
        if (!IsReferrer(verdict, target))
            return true;
        if (!verdict.Referrer.TryGetSubject(out var subject))
            return !Array.Exists([.. revisions], revision => verdict.Referrer.MayReferTo(digests[revision])); // half a digest finds no blob
        var known = digests.TryFind(subject, out var number);
        return !(known && revisions.Contains(number) && isThere(number))
            && (verdict.Tag.PushedAt >= context.YoungSince || (known && number < digests.BlobCount) || File.Exists(context.Layout.BlobData(subject)));
    }

    /// <summary>Whoever names images by their content writes <c>sha256-HEX</c>, too; the fallback tag of the OCI points at an index or at a referrer.</summary>
    private bool IsReferrer(Verdict.Follow verdict, int target) =>
        verdict.Referrer.Kind is not ReferrerKind.Index
        || (context.Graph.Of(target) is ManifestNode.Leads leads && (leads.IsIndex || leads.Subject is not null));
}
