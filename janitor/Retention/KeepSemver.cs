using System.Globalization;
using NuGet.Versioning;

namespace RegistryJanitor.Retention;

/// <summary>
/// Of the tags that are semantic versions: the highest majors, of each of them the highest minors, of each of these the highest patches; and apart from
/// them the highest pre-releases. Whichever is not set has no limit.
/// </summary>
/// <param name="majors">How many majors, at least 1; null: all.</param>
/// <param name="minors">How many minors of each, at least 1; null: all.</param>
/// <param name="patches">How many patches of each, at least 1; null: all.</param>
/// <param name="preReleases">How many pre-releases of the repository, 0 or more.</param>
public sealed class KeepSemver(int? majors, int? minors, int? patches, int preReleases) : RetentionRule
{
    private static readonly Opinion s_unranked = new(Keeps: true, "looks like a version, and cannot be ranked");
    private static readonly Opinion s_noVersion = new(Keeps: false, "no semantic version");

    private static readonly IComparer<SemanticVersion> s_highestFirst = Comparer<SemanticVersion>.Create((one, other) => other.CompareTo(one));

    private readonly Opinion _release = new(Keeps: true, $"version within {Levels(majors, minors, patches)}");
    private readonly Opinion _old = new(Keeps: false, $"version beyond {Levels(majors, minors, patches)}");
    private readonly NumberedReasons _newest = new($"highest {preReleases} pre-releases");
    private readonly Opinion _oldPreRelease = new(Keeps: false, $"pre-release beyond the highest {preReleases}");

    /// <inheritdoc/>
    public override string Sentence => $"semantic versions within {Levels(majors, minors, patches)}, and the highest {preReleases} pre-releases";

    /// <inheritdoc/>
    public override Opinion[] Judge(IReadOnlyList<PushedTag> newestFirst, DateTimeOffset now)
    {
        var versions = new SemanticVersion?[newestFirst.Count];
        for (var i = 0; i < versions.Length; i++)
            versions[i] = SemanticTag.TryParse(newestFirst[i].Tag, out var version) ? version : null;

        // `v1.2.3` and `1.2.3` are one version, and take one place.
        var highestFirst = new SortedSet<SemanticVersion>(versions.OfType<SemanticVersion>(), s_highestFirst);
        var opinions = new Dictionary<SemanticVersion, Opinion>();
        var (release, preRelease) = (new Place(), 0);
        foreach (var version in highestFirst)
        {
            if (version.IsPrerelease)
                opinions[version] = ++preRelease <= preReleases ? new Opinion(Keeps: true, _newest[preRelease]) : _oldPreRelease;
            else
                opinions[version] = release.Next(version).IsWithin(majors, minors, patches) ? _release : _old;
        }

        var said = new Opinion[versions.Length];
        for (var i = 0; i < said.Length; i++)
        {
            if (versions[i] is { } version)
                said[i] = opinions[version];
            else
                said[i] = SemanticTag.LooksLikeOne(newestFirst[i].Tag) ? s_unranked : s_noVersion;
        }

        return said;
    }

    private static string Levels(int? majors, int? minors, int? patches) =>
        $"the highest {Count(majors)} majors, {Count(minors)} minors of each, {Count(patches)} patches of each";

    private static string Count(int? most) => most?.ToString(CultureInfo.InvariantCulture) ?? "all";

    /// <summary>Where a release stands: its major is the how manieth, its minor of that, its patch of that; each from 1.</summary>
    private sealed class Place
    {
        private SemanticVersion? _last;
        private int _major;
        private int _minor;
        private int _patch;

        public Place Next(SemanticVersion version)
        {
            if (_last?.Major != version.Major)
                (_major, _minor, _patch) = (_major + 1, 1, 1);
            else if (_last.Minor != version.Minor)
                (_minor, _patch) = (_minor + 1, 1);
            else
                _patch++;
            _last = version;
            return this;
        }

        public bool IsWithin(int? majors, int? minors, int? patches) =>
            !(_major > majors) && !(_minor > minors) && !(_patch > patches);
    }
}
