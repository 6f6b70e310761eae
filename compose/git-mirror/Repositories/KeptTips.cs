using System.Globalization;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>The namespace <c>refs/kept/&lt;UTC time&gt;/heads/...</c>: git collects no object that a ref names, so what was deleted upstream can be fetched back from here.</summary>
public static class KeptTips
{
    /// <summary>Where all of them are.</summary>
    public const string Prefix = "refs/kept/";

    // A ref name has no colons.
    private const string Moment = "yyyy-MM-dd'T'HH-mm-ss.fff'Z'";

    /// <summary><c>refs/heads/old</c> becomes <c>refs/kept/2026-11-20T10-00-00.000Z/heads/old</c>.</summary>
    public static string NameOf(string reference, DateTimeOffset now) =>
        $"{Prefix}{now.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}/{reference["refs/".Length..]}";

    /// <summary>A moment at which nothing was kept yet, so that no tip takes another one's place: clocks are set back, and much happens in a millisecond.</summary>
    public static DateTimeOffset Unused(DateTimeOffset now, IEnumerable<KeyValuePair<string, ObjectId>> kept)
    {
        var taken = kept.Select(tip => tip.Key[..tip.Key.IndexOf('/', Prefix.Length)]).ToHashSet(StringComparer.Ordinal);
        while (taken.Contains(NameOf("refs/", now).TrimEnd('/')))
            now += TimeSpan.FromMilliseconds(1);
        return now;
    }

    /// <summary>The other way: what had a tip before it was kept.</summary>
    public static string OriginalOf(string kept) => $"refs/{kept[(kept.IndexOf('/', Prefix.Length) + 1)..]}";

    /// <summary>Those that were kept for longer than <paramref name="days"/>; what is not named as ours are stays.</summary>
    public static IEnumerable<KeyValuePair<string, ObjectId>> Expired(IEnumerable<KeyValuePair<string, ObjectId>> kept, DateTimeOffset now, int days) =>
        kept.Where(tip => DateTimeOffset.TryParseExact(
            tip.Key[Prefix.Length..].Split('/')[0], Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var since)
            && now - since > TimeSpan.FromDays(days));
}
