using System.Globalization;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;

namespace RegistryJanitor.Lifecycle.EndOfLife.Site;

/// <summary>
/// Reads what endoflife.date answers. Whole or not at all: a cycle that were left out because it cannot be understood would be missed by nobody.
/// </summary>
/// <remarks>Format: endoflife-date/endoflife.date, _plugins/generate-api-v0.rb and generate-api-v1.rb.</remarks>
internal static class ReleasesJson
{
    private const int MostCycles = 5000;
    private const int LongestText = 200;

    /// <summary>Reads the answer of an edition.</summary>
    /// <param name="edition">Which.</param>
    /// <param name="body">It.</param>
    /// <param name="asked">The name that was asked for in the end, which an edition without a name in its answer has.</param>
    /// <exception cref="FormatException">The end of a sentence that begins with the site.</exception>
    internal static (string Canonical, IReadOnlyList<ReleaseCycle> Cycles) Read(SiteEdition edition, ReadOnlyMemory<byte> body, string asked)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var (name, cycles) = edition is SiteEdition.V1 ? First(document.RootElement) : (asked, Old(document.RootElement));
            if (cycles.Count == 0)
                throw new FormatException("gives no releases");
            return cycles.DistinctBy(cycle => cycle.Name, StringComparer.Ordinal).Count() == cycles.Count ? (name, cycles) : throw new FormatException("gives a release twice");
        }
        catch (JsonException odd)
        {
            throw new FormatException("gives a page or half an answer instead of JSON", odd);
        }
        catch (InvalidOperationException odd)
        {
            // Half of a surrogate pair is valid JSON and no text.
            throw new FormatException("gives letters that are none", odd);
        }
    }

    /// <summary>An envelope; the names of its fields may become more, never other ones, as long as the version begins with 1.</summary>
    private static (string Name, List<ReleaseCycle> Cycles) First(JsonElement root)
    {
        if (Field(root, "schema_version") is { ValueKind: JsonValueKind.String } version && !version.GetString()!.StartsWith("1.", StringComparison.Ordinal))
            throw new FormatException($"speaks version {Printable.Line(version.GetString()!, 20)}, which is not known; use a later lifecycle");
        if (Field(root, "result") is not { ValueKind: JsonValueKind.Object } product || Field(product, "releases") is not { ValueKind: JsonValueKind.Array } releases)
            throw new FormatException("gives no releases");
        var name = Text(product, "name", "result") ?? throw new FormatException("gives a product without a name");
        if (!ProductName.IsOne(name))
            throw new FormatException($"calls the product '{Printable.Line(name, 60)}', which is no name of one");
        return (name, Cycles(releases, (release, at) =>
        {
            var latest = Field(release, "latest") is { ValueKind: JsonValueKind.Object } found ? found : default(JsonElement?);
            return new ReleaseCycle(Text(release, "name", at) ?? throw new FormatException($"gives no {at}.name"))
            {
                Codename = Text(release, "codename", at),
                ReleaseDate = Day(release, "releaseDate", at),
                // isEol was true when the site was built; the day stays true.
                End = End(release, "eolFrom", at) is CycleEnd.On day ? day : End(release, "isEol", at),
                Latest = latest is { } newest ? Text(newest, "name", $"{at}.latest") : null,
                LatestReleaseDate = latest is { } dated ? Day(dated, "date", $"{at}.latest") : null,
            };
        }));
    }

    private static List<ReleaseCycle> Old(JsonElement root) => root.ValueKind is JsonValueKind.Array
        ? Cycles(root, (release, at) => new ReleaseCycle(Text(release, "cycle", at) ?? throw new FormatException($"gives no {at}.cycle"))
        {
            Codename = Text(release, "codename", at),
            ReleaseDate = Day(release, "releaseDate", at),
            End = End(release, "eol", at),
            Latest = Text(release, "latest", at),
            LatestReleaseDate = Day(release, "latestReleaseDate", at),
        })
        : throw new FormatException("gives no list of releases");

    private static List<ReleaseCycle> Cycles(JsonElement list, Func<JsonElement, string, ReleaseCycle> read)
    {
        if (list.GetArrayLength() > MostCycles)
            throw new FormatException($"gives more than {MostCycles} releases");
        var cycles = new List<ReleaseCycle>(list.GetArrayLength());
        foreach (var release in list.EnumerateArray())
        {
            var at = $"releases[{cycles.Count}]";
            if (release.ValueKind is not JsonValueKind.Object)
                throw new FormatException($"gives {at}, which is no release");
            cycles.Add(read(release, at));
        }

        return cycles;
    }

    /// <summary>The union of the site: a day, true, false, or nothing.</summary>
    private static CycleEnd? End(JsonElement release, string name, string at) => Field(release, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => new CycleEnd.Past(),
        { ValueKind: JsonValueKind.False } => new CycleEnd.Open(),
        _ => Day(release, name, at) is { } day ? new CycleEnd.On(day) : null,
    };

    private static DateOnly? Day(JsonElement parent, string name, string at)
    {
        if (Text(parent, name, at) is not { } text)
            return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"gives {at}.{name} as '{Printable.Line(text, 60)}', which is no day");
    }

    /// <summary>A text, or a number as it is written: <c>3.20</c> stays so. Null: nothing, or an empty text.</summary>
    private static string? Text(JsonElement parent, string name, string at)
    {
        if (Field(parent, name) is not { } value)
            return null;
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Number => value.GetRawText(),
            _ => throw new FormatException($"gives {at}.{name} in another shape"),
        };
        if (text.Length > LongestText || text.Any(char.IsControl))
            throw new FormatException($"gives {at}.{name} longer than {LongestText} letters or with control characters");
        return text.Length == 0 ? null : text;
    }

    private static JsonElement? Field(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
