using System.Globalization;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Status.Markdown;

/// <summary>The cells about ends of life, which several tables have.</summary>
internal static class LifeCells
{
    /// <summary>What they are called.</summary>
    internal static string[] Columns { get; } = ["Product", "End of life", "Status"];

    /// <summary>Of an image.</summary>
    /// <param name="verdict">Null: it is not watched.</param>
    /// <param name="thresholds">When an end is near.</param>
    internal static string[] Of(EndOfLifeVerdict? verdict, EndOfLifeThresholds thresholds) => verdict is null
        ? ["-", "-", "not watched"]
        :
        [
            MarkdownText.Of(verdict.Cycle is { } cycle ? $"{verdict.Product} {cycle}" : verdict.Product),
            verdict.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "-",
            MarkdownText.Of(StatusWords.Of(verdict.State, thresholds)),
        ];

    /// <summary>Why nobody knows, as an item below the table; nothing for what is known: its reason changes from day to day.</summary>
    internal static IEnumerable<string> Unknown(string image, EndOfLifeVerdict? verdict)
    {
        if (verdict is { State: EndOfLifeState.Unknown })
            yield return $"{MarkdownText.Code(image)}: {StatusWords.Sentence(MarkdownText.Of(verdict.Reason))}";
    }
}
