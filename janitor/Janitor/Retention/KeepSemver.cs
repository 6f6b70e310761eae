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
    private static readonly Opinion s_noVersion = new(Keeps: false, "no semantic version");

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
        var distinct = versions.OfType<SemanticVersion>().ToHashSet();
        var kept = Highest(distinct.Where(version => !version.IsPrerelease), version => version.Major, majors)
            .SelectMany(major => Highest(major, version => version.Minor, minors))
            .SelectMany(minor => Highest(minor, version => version.Patch, patches))
            .SelectMany(patch => patch)
            .ToHashSet();
        var ranks = distinct.Where(version => version.IsPrerelease).OrderDescending()
            .Select((version, i) => (version, Rank: i + 1)).ToDictionary(pair => pair.version, pair => pair.Rank);

        return Array.ConvertAll(versions, version => version switch
        {
            null => s_noVersion,
            { IsPrerelease: true } => ranks[version] <= preReleases ? new Opinion(Keeps: true, _newest[ranks[version]]) : _oldPreRelease,
            _ => kept.Contains(version) ? _release : _old,
        });
    }

    private static IEnumerable<IGrouping<int, SemanticVersion>> Highest(IEnumerable<SemanticVersion> versions, Func<SemanticVersion, int> part, int? most) =>
        versions.GroupBy(part).OrderByDescending(group => group.Key).Take(most ?? int.MaxValue);

    private static string Levels(int? majors, int? minors, int? patches) =>
        $"the highest {Count(majors)} majors, {Count(minors)} minors of each, {Count(patches)} patches of each";

    private static string Count(int? most) => most?.ToString(CultureInfo.InvariantCulture) ?? "all";
}
