using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Fetching;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>Judges every image of the configuration.</summary>
/// <param name="Rows">In the order of the configuration.</param>
/// <param name="Notices">What is worth a line besides, each a sentence without a full stop.</param>
public sealed record EndOfLifeCheck(IReadOnlyList<CheckRow> Rows, IReadOnlyList<string> Notices)
{
    /// <summary>Judges them.</summary>
    /// <param name="images">They.</param>
    /// <param name="knowledge">What is known.</param>
    /// <param name="record">When it was fetched.</param>
    /// <param name="now">Today.</param>
    /// <param name="thresholds">When an end is near.</param>
    public static EndOfLifeCheck Of(IReadOnlyList<WatchedImage> images, EndOfLifeKnowledge knowledge, FetchRecord record, DateTimeOffset now, EndOfLifeThresholds thresholds) =>
        new([.. images.Select(image => new CheckRow(image, Judge(image, knowledge, now, thresholds)))], [.. WatchList.Products(images).SelectMany(product => NoticesOf(product, knowledge, record))]);

    /// <summary>Whether it fails. What is not watched never does; what is unknown always does, unless nothing shall.</summary>
    public bool Fails(CheckStrictness strictness) => Rows.Any(row => row.Verdict is { } verdict && Fails(verdict.State, strictness));

    internal static bool Fails(EndOfLifeState state, CheckStrictness strictness) => strictness switch
    {
        CheckStrictness.Warn => false,
        CheckStrictness.Strict => state is not EndOfLifeState.Ok,
        _ => state is EndOfLifeState.Critical or EndOfLifeState.Expired or EndOfLifeState.Unknown,
    };

    private static EndOfLifeVerdict? Judge(WatchedImage image, EndOfLifeKnowledge knowledge, DateTimeOffset now, EndOfLifeThresholds thresholds)
    {
        if (image.Rule is not { } rule)
            return null;
        return image.Tag is { } tag
            ? EndOfLifeJudge.Judge(knowledge, rule, tag, now, thresholds)
            : new EndOfLifeVerdict(EndOfLifeState.Unknown, rule.Product, image.Kind is WatchedKind.Sync ? "none of its tags is known to be copied yet; run lifecycle sync" : "it names no mirror_tag and no version, and none is known yet; run lifecycle build");
    }

    private static IEnumerable<string> NoticesOf(string product, EndOfLifeKnowledge knowledge, FetchRecord record)
    {
        if (knowledge.Find(product) is not { } known)
            yield break;
        if (known.Source is EndOfLifeSource.Bundled)
            yield return $"{product} is judged by what is bundled, of {BundledData.AsOf:yyyy-MM-dd}; run lifecycle eol update";
        else if (!known.Cycles.Product.Equals(product, StringComparison.Ordinal))
            yield return $"{product} is judged by what the data file has under {known.Cycles.Product}; run lifecycle eol update";
        if (record.Find(product) is { Fault: { } fault } fetch)
            yield return $"{product} is {(fetch.FetchedAt is { } since ? $"known as of {since:yyyy-MM-dd HH:mm} UTC" : "not renewed")}, because {fault}";
    }
}
