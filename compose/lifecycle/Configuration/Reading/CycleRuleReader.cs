using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads what an entry says about its end of life: <c>product</c>, and <c>extract</c>, which imglife later called <c>track</c>.</summary>
internal static class CycleRuleReader
{
    internal static CycleRule? Read(YamlSection section)
    {
        var product = Fields.Needed(section, "product", "write its name at endoflife.date, such as alpine", Product);
        if (section.Has("extract") && section.Has("track"))
            section.Refuse("track", $"{section.Name} has extract and track, which mean the same; keep one of them");
        var extract = section.One("extract", CycleExtraction.Read) ?? section.One("track", CycleExtraction.Read);
        section.RefuseOthers();
        return product is null ? null : new CycleRule(product, extract ?? CycleExtraction.Default);
    }

    /// <summary>A product, which is part of addresses and of file keys.</summary>
    internal static (string? Product, string? Mistake) Product(string text) =>
        text.Length <= 100 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_' or '.' or '+')
            ? (text, null)
            : (null, "is no product; write its name at endoflife.date, lower-case letters, digits and '-', such as alpine-linux");
}
