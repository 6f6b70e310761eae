using System.Buffers;
using System.Globalization;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>
/// What a tag says as a version: <c>v1.22.3-rc.1-alpine3.21</c> is 1.22.3, the pre-release rc.1 and the variant <c>alpine</c> on 3.21.
/// </summary>
/// <remarks>
/// Images are not tagged as Semantic Versioning has it: <c>-alpine</c> is no pre-release, numbers may be one to six, and what follows them may be a build
/// (<c>-r5</c>, <c>-20241121</c>). A pre-release is what begins with one of the words that projects use for them.
/// </remarks>
public sealed record TagVersion
{
    private const int MostNumbers = 6;
    private const int MostDigits = 18;

    private static readonly SearchValues<char> s_numbers = SearchValues.Create("0123456789.");

    private static readonly string[] s_preReleases =
        ["alpha", "beta", "rc", "pre", "preview", "prerelease", "dev", "snapshot", "nightly", "canary", "milestone", "ea", "cr", "next", "unstable", "testing", "a", "b", "m"];

    private TagVersion(Tag tag, IReadOnlyList<long> numbers) => (Tag, Numbers) = (tag, numbers);

    /// <summary>The tag.</summary>
    public Tag Tag { get; }

    /// <summary>One to six; what is not written counts as zero.</summary>
    public IReadOnlyList<long> Numbers { get; }

    /// <summary>The words and numbers of a pre-release: <c>rc</c>, <c>1</c>; empty: it is a release.</summary>
    public IReadOnlyList<string> PreRelease { get; private init; } = [];

    /// <summary>Numbers of a build of the same version: <c>-r5</c>, <c>-20241121</c>.</summary>
    public IReadOnlyList<long> Build { get; private init; } = [];

    /// <summary>The words of the variant without its numbers: <c>alpine</c>, <c>slim-bookworm</c>; empty: none. Variants are told apart by this.</summary>
    public string Variant { get; private init; } = "";

    /// <summary>The numbers in the variant: 3 and 21 of <c>alpine3.21</c>.</summary>
    public IReadOnlyList<long> VariantNumbers { get; private init; } = [];

    /// <summary>Whether it is no pre-release.</summary>
    public bool IsRelease => PreRelease.Count == 0;

    /// <summary>The first three numbers.</summary>
    public VersionNumber Number => new(Numbers[0], Numbers.ElementAtOrDefault(1), Numbers.ElementAtOrDefault(2));

    /// <summary>Reads a tag; null: it is no version.</summary>
    public static TagVersion? Read(Tag tag)
    {
        var text = tag.Value is ['v' or 'V', var digit, ..] && char.IsAsciiDigit(digit) ? tag.Value[1..] : tag.Value;
        var end = text.AsSpan().IndexOfAnyExcept(s_numbers);
        var written = (end < 0 ? text : text[..end]).TrimEnd('.');
        var numbers = NumbersOf(written);
        if (numbers is null || numbers.Count > MostNumbers)
            return null;
        var rest = text[written.Length..];
        // 1.22rc1 and 3.13.0b2 have no dash; 7f3a2b1 is a commit.
        if (rest.Length > 0 && rest[0] is not ('-' or '_') && !IsPreRelease(Parts(rest)[0]))
            return null;
        return new TagVersion(tag, numbers).With(Parts(rest));
    }

    private TagVersion With(string[] parts)
    {
        var (preRelease, build, words, numbers) = (new List<string>(), new List<long>(), new List<string>(), new List<long>());
        for (var at = 0; at < parts.Length; at++)
        {
            var part = parts[at];
            if (IsPreRelease(part) && preRelease.Count == 0)
            {
                preRelease.AddRange(Runs(part));
                // rc-1 is rc.1.
                while (at + 1 < parts.Length && NumbersOf(parts[at + 1]) is not null)
                    preRelease.AddRange(Runs(parts[++at]));
            }
            else if (IsBuild(part, words.Count, at == parts.Length - 1) is { } built)
            {
                build.AddRange(built);
            }
            else
            {
                words.Add(string.Concat(Runs(part).Where(run => NumbersOf(run) is null)));
                numbers.AddRange(Runs(part).SelectMany(run => NumbersOf(run) ?? []));
            }
        }

        return this with { PreRelease = preRelease, Build = build, Variant = string.Join('-', words.Where(word => word.Length > 0)), VariantNumbers = numbers };
    }

    /// <summary>Numbers before any word of a variant, or <c>r5</c> at the end.</summary>
    private static List<long>? IsBuild(string part, int wordsBefore, bool isLast)
    {
        if (wordsBefore == 0 && NumbersOf(part) is { } numbers)
            return numbers;
        return isLast && part is ['r' or 'R', .. var rest] && !rest.Contains('.', StringComparison.Ordinal) ? NumbersOf(rest) : null;
    }

    private static string[] Parts(string rest) => rest.Split(['-', '_'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsPreRelease(string part)
    {
        var word = Runs(part) is [var first, ..] ? first.ToLowerInvariant() : "";
        // A single letter is one only with its number: 3.13.0a4, and not the variant b.
        return s_preReleases.Contains(word, StringComparer.Ordinal) && (word.Length > 1 || part.Length > 1) && Runs(part).Count <= 8;
    }

    /// <summary>Runs of letters and of digits, dots left out: <c>rc</c>, <c>1</c>.</summary>
    private static List<string> Runs(string part)
    {
        var runs = new List<string>();
        for (var at = 0; at < part.Length;)
        {
            var isDigit = char.IsAsciiDigit(part[at]);
            var end = at;
            while (end < part.Length && part[end] != '.' && char.IsAsciiDigit(part[end]) == isDigit)
                end++;
            if (end > at)
                runs.Add(part[at..end]);
            at = Math.Max(end, at + 1);
            while (at < part.Length && part[at] == '.')
                at++;
        }

        return runs;
    }

    private static List<long>? NumbersOf(string text)
    {
        var numbers = new List<long>();
        foreach (var number in text.Split('.'))
        {
            if (number.Length is 0 or > MostDigits || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return null;
            numbers.Add(value);
        }

        return numbers;
    }
}
