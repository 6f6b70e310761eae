using System.Collections.Immutable;
using RegistryJanitor.Collection;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>A graph of manifests as text, statements separated by semicolons.</summary>
/// <remarks>
/// <code>
/// app:1 -> i1 -> m1 m2     a tag that stays points at i1, which refers to m1 and m2
/// m1 -> c1 l1              m1 is a manifest, since it stands left of an arrow; c1 and l1 are not
/// s1 -> c2 ^m1             s1 has the subject m1
/// young m3                 a root without a tag
/// sig(m1) -> s1            a referrer's tag that speaks of m1 points at s1
/// sig(m9)? -> s1           its subject may be elsewhere
/// </code>
/// What begins with i is an index, every other manifest an image.
/// </remarks>
internal sealed class Graph
{
    private readonly Dictionary<string, string[]> _manifests = new(StringComparer.Ordinal);
    private readonly List<string> _roots = [];
    private readonly List<FollowingTag> _following = [];
    private readonly Dictionary<Digest, string> _names = [];
    private readonly DigestTable _digests = new(BlobInventory.Empty);

    public Graph(string text)
    {
        foreach (var statement in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var chain = statement.Split("->", StringSplitOptions.TrimEntries);
            if (chain is [var single])
            {
                Assert.StartsWith("young ", single, StringComparison.Ordinal);
                _roots.AddRange(single.Split(' ')[1..]);
            }

            for (var i = 0; i + 1 < chain.Length; i++)
                Arrow(chain[i], chain[i + 1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        foreach (var name in _manifests.SelectMany(pair => pair.Value.Append(pair.Key)))
            _names[Digest(name.TrimStart('^'))] = name.TrimStart('^');
    }

    public Reachability Mark()
    {
        var graph = new ReferenceGraph(_digests, digest => _manifests.TryGetValue(_names[digest], out var references)
            ? new ManifestFile.Understood(Manifest(_names[digest], references))
            : new ManifestFile.Missing(new StoreFault.Unreadable(_names[digest], "missing", "None.")));
        var reached = new Reachability(graph, _manifests.Keys.Select(Number).ToHashSet(), _following, isThere: _ => true, storedAs: _ => null);
        reached.Add(_roots.Select(Number));
        return reached;
    }

    /// <summary>The manifests that live, by name.</summary>
    public string Live(Reachability reached) => Words(reached.Live.Select(number => _names[_digests[number]]).Where(_manifests.ContainsKey));

    /// <summary>The referrers' tags that go, by the name of their subject.</summary>
    public string Gone(Reachability reached) =>
        Words(reached.Gone.Select(tag => tag.Referrer.TryGetSubject(out var subject) && _names.TryGetValue(subject, out var name) ? name : "?"));

    private int Number(string name) => _digests.NumberOf(Digest(name));

    public static Digest Digest(string name) => TempStore.DigestOf(name);

    private void Arrow(string left, string[] right)
    {
        if (left.StartsWith("sig(", StringComparison.Ordinal))
        {
            var subject = left[4..left.IndexOf(')', StringComparison.Ordinal)];
            var tag = Tag.Parse($"sha256-{Digest(subject).Hex}.sig");
            Assert.True(ReferrerTag.TryParse(tag, out var referrer));
            _names[Digest(subject)] = subject;
            _following.Add(new FollowingTag(new TagSnapshot(tag, default), referrer, Number(right[0]), left.EndsWith('?')));
        }
        else if (left.Contains(':', StringComparison.Ordinal))
        {
            _roots.AddRange(right);
        }
        else
        {
            _manifests.Add(left, right);
        }
    }

    private static string Words(IEnumerable<string> words) => string.Join(' ', words.Order(StringComparer.Ordinal));

    private static Manifest Manifest(string name, string[] right)
    {
        var references = right.Where(reference => reference[0] != '^').Select(reference => new Descriptor(TypeOf(reference), Digest(reference), 1)).ToImmutableArray();
        Descriptor? subject = right.FirstOrDefault(reference => reference[0] == '^') is { } about
            ? new Descriptor(MediaType.OciManifest, Digest(about[1..]), 1)
            : null;
        return name[0] == 'i'
            ? new Manifest.Index(references, subject)
            : new Manifest.Image(references.IsEmpty ? null : references[0], references.IsEmpty ? [] : references[1..], subject);
    }

    /// <summary>What begins with c or l is a config or a layer.</summary>
    private static MediaType TypeOf(string name) => name[0] is 'c' or 'l' ? MediaType.None : MediaType.OciManifest;
}
