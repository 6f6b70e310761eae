using System.Globalization;
using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>
/// Reads <c>requests/ID.json</c>, schema 1; <c>request.schema.json</c> is the same for editors and programs. Whatever is not known is refused, all mistakes at once.
/// </summary>
public static class RequestReader
{
    /// <summary>The shape that is read.</summary>
    public const int Schema = 1;

    /// <summary>The longest file, in bytes.</summary>
    public const int LongestFile = 1024 * 1024;

    private const int DeepestNesting = 8;
    private const int Day = 24 * 60 * 60;
    private const int MostTags = 64;
    private const int MostPairs = 256;
    private const int LongestValue = 32 * 1024;

    private static readonly string[] s_sources = ["directory", "tar", "mirror"];

    /// <summary>Reads a request.</summary>
    /// <param name="json">The file.</param>
    /// <param name="id">What its name says it is.</param>
    public static RequestReading Read(ReadOnlyMemory<byte> json, BuildId id)
    {
        if (json.Length > LongestFile)
            return Refuse($"the request has more than {ByteSize.Text(LongestFile)}; put files into its context");
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = DeepestNesting });
            return document.RootElement.ValueKind is JsonValueKind.Object
                ? Read(document.RootElement, id)
                : Refuse("the request is no object; write {\"schema\": 1, ...}");
        }
        catch (JsonException malformed)
        {
            return Refuse($"the request is no JSON, or nested deeper than {DeepestNesting}: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}; correct it there");
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair is found only when the text is asked for.
            return Refuse("the request has text that is no Unicode; write it as UTF-8");
        }
    }

    private static RequestReading.Mistaken Refuse(string sentence) => new([sentence]);

    private static RequestReading Read(JsonElement root, BuildId id)
    {
        var mistakes = new List<string>();
        var read = new JsonSection(root, "", mistakes);
        if (!read.Has("schema"))
            read.Refuse("schema", $"is missing; write {Schema}");
        read.Number("schema", Schema, Schema, Schema);
        if (read.Wanted("id", 200, $"\"{id}\"") is { } named && !named.Equals(id.Value, StringComparison.Ordinal))
            read.Refuse("id", $"{JsonSection.Shown(named)} is not what the file is called; write {id}");
        var image = Image(read, "image", read.Wanted("image", 512, ImageReference.Example));
        var context = Context(read);
        var version = Version(read);
        var tags = Tags(read, version is not VersionMode.None, context is null or ContextSource.Mirror);
        var dockerfile = read.Text("dockerfile", RelativePath.Longest) ?? "Dockerfile";
        if (RelativePath.Mistake(dockerfile) is { } escape)
            read.Refuse("dockerfile", escape);
        var request = new BuildRequest
        {
            Id = id,
            Image = image ?? Nowhere,
            Context = context ?? new ContextSource.Directory("none"),
            Dockerfile = dockerfile,
            Tags = tags,
            BuildArguments = Arguments(read),
            Labels = Labels(read),
            Target = Matching(read, "target", IsStage, "the name of a stage: letters, digits, '_', '.', '-', a letter or digit first"),
            Platform = Matching(read, "platform", IsPlatform, "one such as linux/amd64 or linux/arm/v7"),
            CacheRepository = read.Text("cache_repository", 512) is { Length: > 0 } cache ? Image(read, "cache_repository", cache) : null,
            Version = version,
            TimeLimit = TimeSpan.FromSeconds(read.Number("time_limit_secs", 3600, 1, Day)),
            Reason = read.Text("reason", 500) ?? "",
            RequestedAt = Moment(read),
        };
        read.RefuseUnknown();
        return mistakes.Count == 0 ? new RequestReading.Valid(request) : new RequestReading.Mistaken(mistakes);
    }

    private static ImageName Nowhere => new("localhost", RepositoryName.Parse("none"));

    private static ImageName? Image(JsonSection read, string key, string? text)
    {
        if (text is null)
            return null;
        if (ImageReference.Read(text, out var whyNot) is { } image)
            return image;
        read.Refuse(key, whyNot);
        return null;
    }

    private static List<string> Tags(JsonSection read, bool version, bool commit)
    {
        var tags = read.Texts("tags", 256, MostTags);
        if (!read.Has("tags") || tags.Count == 0)
            read.Refuse("tags", "has none; write [\"latest\"]");
        foreach (var tag in tags)
        {
            if (TagTemplate.Mistake(tag, version, commit) is { } mistake)
                read.Refuse("tags", mistake);
        }

        if (tags.Distinct(StringComparer.Ordinal).Count() != tags.Count)
            read.Refuse("tags", "has one twice; keep one");
        return [.. tags];
    }

    private static ContextSource? Context(JsonSection read)
    {
        const string Example = "{\"directory\": \"app\"}, {\"tar\": \"app.tar\"} or {\"mirror\": \"app\", \"commit\": \"<sha>\"}";
        if (read.Section("context", Example) is not { } section)
            return null;
        var directory = SubPath(section, "directory");
        var tar = SubPath(section, "tar");
        var mirror = section.Text("mirror", 100);
        var commit = section.Text("commit", 64);
        var path = section.Text("path", RelativePath.Longest) is { Length: > 0 } ? SubPath(section, "path") : "";
        section.RefuseUnknown();

        if (s_sources.Count(section.Has) != 1)
            read.Refuse("context", $"is not exactly one of directory, tar and mirror; write {Example}");
        if (!section.Has("mirror") && (section.Has("commit") || section.Has("path")))
            read.Refuse("context", "has commit or path without a mirror; take them away, or name the mirror");
        if (mirror is not null && !IsMirror(mirror))
            section.Refuse("mirror", $"{JsonSection.Shown(mirror)} is no name of a mirror; write letters, digits, '.', '_', '-', a letter or digit first");
        if (section.Has("mirror") && (commit is null || !IsCommit(commit)))
            section.Refuse("commit", $"{(commit is null ? "is missing" : $"{JsonSection.Shown(commit)} is none")}; write all 40 or 64 hexadecimal digits in lower case: a branch means another commit tomorrow");
        return directory is not null ? new ContextSource.Directory(directory)
            : tar is not null ? new ContextSource.Tar(tar)
            : mirror is not null && commit is not null && path is not null ? new ContextSource.Mirror(mirror, commit, path)
            : null;
    }

    private static string? SubPath(JsonSection section, string key)
    {
        if (section.Text(key, RelativePath.Longest) is not { } path)
            return null;
        if (RelativePath.Mistake(path) is not { } mistake)
            return path;
        section.Refuse(key, mistake);
        return null;
    }

    private static IReadOnlyDictionary<string, string> Arguments(JsonSection read)
    {
        var arguments = read.Pairs("build_args", LongestValue, MostPairs);
        foreach (var name in arguments.Keys.Where(name => name.Length is 0 or > 128 || !(char.IsAsciiLetter(name[0]) || name[0] is '_') || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_')))
            read.Refuse("build_args", $"{JsonSection.Shown(name)} is no name; write letters, digits and '_', no digit first");
        return arguments;
    }

    private static IReadOnlyDictionary<string, string> Labels(JsonSection read)
    {
        var labels = read.Pairs("labels", LongestValue, MostPairs);
        foreach (var key in labels.Keys.Where(key => key.Length is 0 or > 256 || !char.IsAsciiLetterOrDigit(key[0]) || !char.IsAsciiLetterOrDigit(key[^1])
            || !key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/')))
            read.Refuse("labels", $"{JsonSection.Shown(key)} is no key; write letters, digits and '.', '_', '-', '/' between them");
        return labels;
    }

    private static VersionMode Version(JsonSection read)
    {
        if (read.Text("version", 64) is not { } text)
            return VersionMode.None;
        switch (text)
        {
            case "none":
                return VersionMode.None;
            case "conventional":
                return VersionMode.Conventional;
            case "seed":
                return VersionMode.Seed;
        }

        var meant = NearestName.Of(text, ["none", "conventional", "seed"]) is { } nearest ? $"did you mean {nearest}?" : "write none, conventional or seed";
        read.Refuse("version", $"{JsonSection.Shown(text)} is not known; {meant}");
        // As if it were one, or every tag that wants a version would be refused as well.
        return VersionMode.Conventional;
    }

    private static DateTimeOffset Moment(JsonSection read)
    {
        const string Example = "\"2026-11-20T10:00:00Z\"";
        if (read.Wanted("requested_at", 64, Example) is not { } text)
            return default;
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) && text.Contains('T', StringComparison.Ordinal))
            return moment;
        read.Refuse("requested_at", $"{JsonSection.Shown(text)} is no time of ISO 8601; write {Example}");
        return default;
    }

    /// <summary>A text that may be empty, which is as if it were not there.</summary>
    private static string? Matching(JsonSection read, string key, Predicate<string> valid, string expected)
    {
        if (read.Text(key, 128) is not { Length: > 0 } text)
            return null;
        if (!valid(text))
            read.Refuse(key, $"{JsonSection.Shown(text)} is not known; write {expected}");
        return text;
    }

    private static bool IsStage(string text) => IsMirror(text);

    private static bool IsMirror(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static bool IsCommit(string text) => text.Length is 40 or 64 && text.All(letter => char.IsAsciiDigit(letter) || letter is >= 'a' and <= 'f');

    private static bool IsPlatform(string text) =>
        text.Split('/') is { Length: 2 or 3 } parts && parts.All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter)));
}
