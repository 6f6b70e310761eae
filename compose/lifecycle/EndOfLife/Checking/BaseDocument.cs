using RegistryJanitor.Lifecycle.EndOfLife.Judging;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>What <c>eol check --base</c> says of one image, in the fields of imglife's check.</summary>
public sealed record BaseDocument
{
    /// <summary>The image, in one spelling.</summary>
    public required string Base { get; init; }

    /// <summary>The newest release of its cycle; null: nobody says.</summary>
    public string? Latest { get; init; }

    /// <summary>Whether it is that; null: its tag names no whole version, or nobody says.</summary>
    public bool? UpToDate { get; init; }

    /// <summary>The last day that is supported; null: no day is known.</summary>
    public DateOnly? EolDate { get; init; }

    /// <summary><c>ok</c>, <c>warning</c>, <c>critical</c>, <c>expired</c> or <c>unknown</c>.</summary>
    public required string EolStatus { get; init; }

    /// <summary>What is not well.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Of an image.</summary>
    /// <param name="image">With its tag.</param>
    /// <param name="verdict">What is to be said of it.</param>
    public static BaseDocument Of(ImageReference image, EndOfLifeVerdict verdict)
    {
        var upToDate = verdict.Latest is { } latest && image.Tag is { } tag ? IsLatest(tag.ToString(), latest) : null;
        return new BaseDocument
        {
            Base = image.ToString(),
            Latest = verdict.Latest,
            UpToDate = upToDate,
            EolDate = verdict.Day,
            EolStatus = StateWords.Of(verdict.State),
            Warnings =
            [
                .. verdict.State is EndOfLifeState.Ok ? Array.Empty<string>() : [verdict.Reason],
                .. upToDate is false ? [$"{verdict.Product} {verdict.Latest} is out"] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>The version that the tag begins with; a shorter one than the newest release has is a tag that moves, and says nothing.</summary>
    private static bool? IsLatest(string tag, string latest)
    {
        var (here, there) = (CycleCut.Version(tag, int.MaxValue), CycleCut.Version(latest, int.MaxValue));
        if (here is null || there is null || here.Split('.').Length < there.Split('.').Length)
            return null;
        return here.Equals(there, StringComparison.Ordinal);
    }
}
