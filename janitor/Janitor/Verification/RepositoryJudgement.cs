using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>Says what cannot be pulled from one repository, once everything was visited. Reads nothing.</summary>
/// <param name="contents">What the repository has.</param>
/// <param name="links">Its links.</param>
/// <param name="walk">Where the walk came.</param>
/// <param name="manifests">The manifests of the store.</param>
/// <param name="blobs">The blobs of the store.</param>
internal sealed class RepositoryJudgement(
    RepositoryContents contents, RepositoryLinks links, RepositoryWalk walk, VerifiedManifests manifests, VerifiedBlobs blobs)
{
    private readonly Dictionary<Digest, ImmutableArray<Damage>> _damaged = [];
    private int _absentChildren;

    /// <summary>Every tag and every untagged revision that cannot be pulled.</summary>
    public RepositoryFindings Judge()
    {
        foreach (var manifest in walk.Visited)
        {
            if (OwnDamage(manifest).ToImmutableArray() is { IsEmpty: false } own)
                _damaged.Add(manifest, own);
        }

        var findings = new RepositoryFindings(contents.Name) { AbsentChildren = _absentChildren };
        for (var i = 0; i < contents.Tags.Count; i++)
        {
            if (DamageOf(contents.Links[i]) is { IsEmpty: false } damage)
                findings.Add(new BrokenTag(contents.Name, contents.Tags[i], (contents.Links[i] as LinkFile.Names)?.Digest, damage));
        }

        if (_damaged.Count > 0)
            JudgeUntagged(findings);
        return findings;
    }

    private void JudgeUntagged(RepositoryFindings findings)
    {
        var tagged = new HashSet<Digest>(Below(contents.Targets()));
        foreach (var revision in contents.Revisions)
        {
            if (!tagged.Contains(revision) && DamageBelow(revision) is { IsEmpty: false } damage)
                findings.Add(new BrokenRevision(contents.Name, revision, damage));
        }
    }

    private ImmutableArray<Damage> DamageOf(LinkFile tag) => tag switch
    {
        LinkFile.Names { Digest: var digest } => DamageBelow(digest),
        LinkFile.Unreadable { Fault: var fault } => [new Damage.Unreadable(fault)],
        _ => [new Damage.NoTagLink()],
    };

    private ImmutableArray<Damage> DamageBelow(Digest root)
    {
        if (_damaged.Count == 0)
            return [];
        var all = ImmutableArray.CreateBuilder<Damage>();
        foreach (var manifest in Below([root]))
            all.AddRange(_damaged.GetValueOrDefault(manifest, []));
        return all.DrainToImmutable();
    }

    /// <summary>Some manifests and all that they list, directly or not, each once, breadth first.</summary>
    private IEnumerable<Digest> Below(List<Digest> roots)
    {
        var waiting = new Queue<Digest>(roots);
        var seen = new HashSet<Digest>(roots);
        while (waiting.TryDequeue(out var digest))
        {
            yield return digest;
            foreach (var child in walk.Children(walk.Find(digest)))
            {
                if (seen.Add(child))
                    waiting.Enqueue(child);
            }
        }
    }

    /// <summary>What is wrong with a manifest itself and what it names, its children's own damage left out.</summary>
    private IEnumerable<Damage> OwnDamage(Digest digest)
    {
        var link = links.Manifest(digest);
        if (link.TargetOf(digest) is not { } file)
            return [Unlinked(link, digest, blob: null)];
        return blobs.FaultOf(digest, file)?.To(digest, blob: null) switch
        {
            Damage.WrongHash altered => [altered, .. DamageOfContent(digest, file)],
            { } lost => [lost],
            null => DamageOfContent(digest, file),
        };
    }

    private IEnumerable<Damage> DamageOfContent(Digest digest, Digest file) => manifests.Of(file) switch
    {
        ManifestFile.Understood { Manifest: var manifest } => DamageOfReferences(digest, manifest),
        ManifestFile.NotUnderstood { Content: { } reason } => [new Damage.NotAManifest(digest, reason)],
        ManifestFile.NotUnderstood { Fault: var fault } => [new Damage.Unreadable(fault)],
        _ => [new Damage.NoBytes(digest, Lost: null, Trashed: null)],
    };

    private IEnumerable<Damage> DamageOfReferences(Digest digest, Manifest manifest)
    {
        var (children, absent) = (0, 0);
        foreach (var reference in manifest.References)
        {
            var isChild = walk.IsChild(manifest, reference);
            var link = isChild ? links.Manifest(reference.Digest) : links.Layer(reference.Digest);
            children += isChild ? 1 : 0;
            absent += isChild && link is RepositoryLink.Absent ? 1 : 0;
            if ((isChild ? WrongSize(digest, reference, link) : DamageOfBlob(digest, reference, link)) is { } damage)
                yield return damage;
        }

        // A sparse index lacks some platforms. One that lacks all was hit by `garbage-collect --delete-untagged` of registry 2.8: it counts
        // them as untagged.
        if (children > 0 && absent == children)
            yield return new Damage.NoChildren(digest, children);
        else
            _absentChildren += absent;
    }

    private Damage? DamageOfBlob(Digest manifest, Descriptor reference, RepositoryLink link)
    {
        // A foreign layer comes from its urls; the registry takes the push without it.
        if (link.TargetOf(reference.Digest) is not { } file)
            return reference.HasUrls && link is RepositoryLink.Absent ? null : Unlinked(link, manifest, reference.Digest);
        return blobs.FaultOf(reference.Digest, file) switch
        {
            BlobFault.Missing when reference.HasUrls => null,
            { } fault => fault.To(manifest, reference.Digest),
            null => WrongSize(manifest, reference, link),
        };
    }

    /// <summary>Clients refuse content that is not as long as the descriptor says. One without a size says nothing.</summary>
    private Damage.WrongSize? WrongSize(Digest manifest, Descriptor reference, RepositoryLink link)
    {
        if (reference.Size == 0 || link.TargetOf(reference.Digest) is not { } file || blobs.SizeOf(file) is not { } size || size == reference.Size)
            return null;
        blobs.Doubt(file);
        return new Damage.WrongSize(manifest, reference.Digest, reference.Size, size);
    }

    private static Damage Unlinked(RepositoryLink link, Digest manifest, Digest? blob) => link switch
    {
        RepositoryLink.Misdirected { Named: var named } => new Damage.Misdirected(manifest, blob, named),
        RepositoryLink.Unreadable { Fault: var fault } => new Damage.Unreadable(fault),
        _ when blob is { } lost => new Damage.NoLayerLink(manifest, lost),
        _ => new Damage.NoRevisionLink(manifest),
    };
}
