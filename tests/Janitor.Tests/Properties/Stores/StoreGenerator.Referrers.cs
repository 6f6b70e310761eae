namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>Manifests and tags that speak of another manifest.</summary>
internal sealed partial class StoreGenerator
{
    private readonly HashSet<Digest> _referrers = [];

    /// <summary>By its <c>subject</c>, mostly untagged.</summary>
    private void Referrer()
    {
        var repository = Repository();
        var subject = Subject(repository, Shape.SubjectHere, Shape.SubjectElsewhere, Shape.SubjectMissing);
        var draft = NewReferrer(repository, subject);
        if (_referrers.Contains(subject))
            _shapes.Add(Shape.ReferrerOfReferrer);
        var tag = Chance(25) ? TagName() : null;
        if (tag is not null)
            _shapes.Add(Shape.ReferrerTagged);
        Push(repository, tag, draft);
    }

    private Draft NewReferrer(string repository, Digest subject)
    {
        var isIndex = Chance(15);
        if (isIndex)
            _shapes.Add(Shape.ReferrerIsIndex);
        var draft = isIndex ? NewIndex(repository, subject) : NewImage(subject, kind: 's');
        _referrers.Add(draft.Digest);
        return draft;
    }

    /// <summary>By its tag, as cosign keeps signatures, attestations and bills of materials; sometimes in a repository of their own.</summary>
    private void CosignTag()
    {
        _shapes.Add(Shape.CosignTag);
        var repository = Repository();
        var subject = Subject(repository, Shape.CosignSubjectHere, Shape.CosignSubjectElsewhere, Shape.CosignSubjectMissing);
        if (_referrers.Contains(subject))
            _shapes.Add(Shape.SignatureOfSignature);
        var draft = NewImage(Chance(10) ? subject : null, kind: 's');
        _referrers.Add(draft.Digest);
        Push(repository, $"sha256-{subject.Hex}{Pick([".sig", ".sig", ".att", ".sbom"])}", draft);
    }

    /// <summary>The tag under which clients keep the index of all referrers; of one that is none, too.</summary>
    private void FallbackTag()
    {
        var repository = Repository();
        var subject = Subject(repository, Shape.CosignSubjectHere, Shape.CosignSubjectElsewhere, Shape.CosignSubjectMissing);
        var tag = $"sha256-{subject.Hex}";
        switch (_random.Next(100))
        {
            case < 55:
                _shapes.Add(Shape.FallbackIndex);
                Push(repository, tag, FallbackIndex(repository, subject));
                break;
            case < 70:
                _shapes.Add(Shape.FallbackReferrer);
                Push(repository, tag, NewReferrer(repository, subject));
                break;
            case < 85:
                _shapes.Add(Shape.FallbackIsPlainImage);
                Push(repository, tag, NewImage());
                break;
            default:
                _shapes.Add(Shape.FallbackSha512);
                Push(repository, $"sha512-{new string(Pick(['a', 'b']), 64)}", Chance(50) ? NewImage() : NewIndex(repository));
                break;
        }
    }

    private Draft FallbackIndex(string repository, Digest subject)
    {
        var name = Name('i');
        Draft[] referrers = [.. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => NewReferrer(repository, subject))];
        var entries = referrers.Select(referrer => ((string?)referrer.MediaType.Value, referrer.Digest));
        var says = $"referrers {string.Join(' ', referrers.Select(referrer => referrer.ToString()))}";
        return Named(new Draft(name, DraftJson.Index(name, docker: false, entries, subject: null), MediaType.OciIndex, says, [], referrers));
    }

    private Digest Subject(string repository, Shape inRepository, Shape inAnother, Shape nowhere)
    {
        var (here, elsewhere) = Drafts(repository);
        var referrers = here.Where(draft => _referrers.Contains(draft.Digest)).ToArray();
        switch (_random.Next(100))
        {
            case < 15 when referrers.Length > 0:
                _shapes.Add(inRepository);
                return Pick(referrers).Digest;
            case < 65 when here.Length > 0:
                _shapes.Add(inRepository);
                return Pick(here).Digest;
            case < 85 when elsewhere.Length > 0:
                _shapes.Add(inAnother);
                return Pick(elsewhere).Digest;
            default:
                _shapes.Add(nowhere);
                return Missing();
        }
    }
}
