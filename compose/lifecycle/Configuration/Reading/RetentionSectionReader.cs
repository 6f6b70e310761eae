using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>retention</c>.</summary>
internal static class RetentionSectionReader
{
    private const int MostTags = 100_000;
    private const int MostPatterns = 1000;
    private const int Century = 36_525;

    internal static RetentionSection Read(YamlSection section, ImglifeKeys imglife)
    {
        var patterns = section.List("exclude_tags", Pattern);
        if (patterns.Count > MostPatterns)
            section.Refuse("exclude_tags", $"{section.Name}.exclude_tags has more than {MostPatterns}; write patterns, such as v1.*");
        var retention = new RetentionSection
        {
            KeepLast = section.Number("keep_last", 1, MostTags) ?? RetentionSection.Default.KeepLast,
            MaxAgeDays = section.Number("max_age_days", 0, Century) ?? RetentionSection.Default.MaxAgeDays,
            ExcludeTags = patterns,
            MaxDeletePercent = section.Number("max_delete_percent", 1, 100) ?? RetentionSection.Default.MaxDeletePercent,
            Apply = section.Switch("apply") ?? false,
        };
        imglife.Ignore(section, "archive", "has no effect: no tag is copied elsewhere before it goes; copy what you want to keep by an entry of sync", "archive");
        section.RefuseOthers();
        return retention;
    }

    private static (string? Pattern, string? Mistake) Pattern(string text)
    {
        if (text is ['/', _, .., '/'])
            return TagExpression.Read(text[1..^1]) is (not null, _) ? (text, null) : (null, TagExpression.Read(text[1..^1]).Mistake);
        return text.Length is > 0 and <= 128 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.' or '-' or '*' or '?')
            ? (text, null)
            : (null, "is no tag and no pattern of tags; write a name, a glob such as v1.*, or a regular expression between slashes");
    }
}
