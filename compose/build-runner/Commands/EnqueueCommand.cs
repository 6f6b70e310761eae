using System.Text;
using System.Text.Json;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Volume;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Commands;

/// <summary><c>build-runner enqueue</c>: words become the JSON of a request, which the same reader checks that a runner will use, and then a file.</summary>
public static class EnqueueCommand
{
    private static readonly string[] s_options =
    [
        "--image", "--tag", "--mirror", "--path", "--directory", "--tar", "--dockerfile", "--build-arg", "--label", "--target", "--platform", "--version", "--cache",
        "--time-limit", "--reason", "--id",
    ];

    /// <summary>Runs it.</summary>
    /// <param name="layout">Where the queue is.</param>
    /// <param name="words">After <c>enqueue</c>.</param>
    /// <param name="mirrors">Knows which commit a mirror's branch means.</param>
    /// <param name="clock">For the id and the moment.</param>
    /// <param name="output">Gets the id.</param>
    /// <param name="errors">Gets every mistake.</param>
    public static async Task<ExitCode> RunAsync(QueueLayout layout, IReadOnlyList<string> words, MirrorRevision mirrors, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        var mistakes = new List<string>();
        var options = Options(words, mistakes);
        var areWordsKnown = mistakes.Count == 0;
        options = await ResolvedAsync(options, mirrors, mistakes);
        var now = clock.GetUtcNow();
        var asked = Last(options, "--id") ?? NewId(options, now);
        var id = BuildId.Read(asked);
        if (id is null)
            mistakes.Add($"--id {asked} is no id; write lower-case letters, digits, '.', '_' and '-', at most 100, the first one a letter or digit");
        if (id is not null && areWordsKnown)
        {
            switch (RequestReader.Read(Json(options, id, now, mistakes), id))
            {
                case RequestReading.Mistaken mistaken:
                    mistakes.AddRange(mistaken.Mistakes);
                    break;
                case RequestReading.Valid valid when mistakes.Count == 0:
                    return Write(layout, valid.Request, clock, output, errors);
            }
        }

        foreach (var mistake in mistakes)
            await errors.WriteLineAsync($"build-runner: {mistake}");
        return ExitCode.Usage;
    }

    private static ExitCode Write(QueueLayout layout, BuildRequest request, TimeProvider clock, TextWriter output, TextWriter errors)
    {
        try
        {
            Directory.CreateDirectory(layout.Requests);
            if (File.Exists(layout.Result(request.Id)) || !new PosixVolume(clock).Publish(layout.Request(request.Id), RequestWriter.Write(request)))
            {
                errors.WriteLine($"build-runner: {request.Id} is there already; leave --id away, or write another one");
                return ExitCode.Usage;
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"build-runner: the request could not be written: {refused.Message}; give BUILD_DATA_DIR a directory that this user may write to");
            return ExitCode.Failed;
        }

        output.WriteLine(request.Id);
        return ExitCode.Success;
    }

    private static List<Option> Options(IReadOnlyList<string> words, List<string> mistakes)
    {
        var options = new List<Option>();
        for (var at = 0; at < words.Count; at++)
        {
            var equals = words[at].StartsWith("--", StringComparison.Ordinal) ? words[at].IndexOf('=', StringComparison.Ordinal) : -1;
            var name = equals < 0 ? words[at] : words[at][..equals];
            if (!s_options.Contains(name, StringComparer.Ordinal))
            {
                mistakes.Add($"'{name}' is no option; {(NearestName.Of(name, s_options) is { } nearest ? $"did you mean {nearest}?" : $"known are {string.Join(", ", s_options)}")}");
                // Its value is no mistake of its own.
                if (equals < 0 && at + 1 < words.Count && words[at].StartsWith('-') && !words[at + 1].StartsWith('-'))
                    at++;
            }
            else if (equals < 0 && at + 1 == words.Count)
                mistakes.Add($"{name} has no value; write one after it");
            else
                options.Add(new Option(name, equals < 0 ? words[++at] : words[at][(equals + 1)..]));
        }

        foreach (var twice in options.Select(option => option.Name).Except(["--tag", "--build-arg", "--label"], StringComparer.Ordinal).Where(name => options.Count(option => option.Name.Equals(name, StringComparison.Ordinal)) > 1))
            mistakes.Add($"{twice} is there twice; keep one");
        return options;
    }

    /// <summary>The same with the commit of a mirror in full: <c>--mirror app</c> and <c>--mirror app@main</c> become <c>app@COMMIT</c>.</summary>
    private static async Task<List<Option>> ResolvedAsync(List<Option> options, MirrorRevision mirrors, List<string> mistakes)
    {
        var at = options.FindIndex(option => option.Name is "--mirror");
        if (at < 0)
            return options;
        var (name, revision) = options[at].Value.Split('@', 2) is [var before, var after] ? (before, after) : (options[at].Value, "");
        var (commit, mistake) = await mirrors.CommitAsync(name, revision, CancellationToken.None);
        if (mistake is not null)
            mistakes.Add($"--mirror {options[at].Value}: {mistake}");
        // As if it had one, or that it lacks one would be told as well.
        options[at] = options[at] with { Value = $"{name}@{commit ?? new string('0', 40)}" };
        return options;
    }

    private static string? Last(List<Option> options, string name) => All(options, name).LastOrDefault();

    private static IEnumerable<string> All(List<Option> options, string name) =>
        options.Where(option => option.Name.Equals(name, StringComparison.Ordinal)).Select(option => option.Value);

    /// <summary>Sorts by time, tells of what it is, and is never given twice.</summary>
    private static string NewId(List<Option> options, DateTimeOffset now)
    {
        var name = (Last(options, "--image") ?? "").Split('/')[^1].ToLowerInvariant();
        var about = new StringBuilder();
        foreach (var letter in name.AsSpan(0, Math.Min(name.Length, 40)))
            about.Append(char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) ? letter : '-');
        return $"{now.UtcDateTime:yyyyMMdd-HHmmss}-{about}-{Guid.NewGuid():N}"[..Math.Min(16 + about.Length + 9, 100)];
    }

    private static byte[] Json(List<Option> options, BuildId id, DateTimeOffset now, List<string> mistakes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("schema", RequestReader.Schema);
            json.WriteString("id", id.Value);
            json.WriteStartArray("tags");
            foreach (var tag in All(options, "--tag"))
                json.WriteStringValue(tag);
            json.WriteEndArray();
            Context(json, options);
            foreach (var (option, key) in new[] { ("--image", "image"), ("--dockerfile", "dockerfile"), ("--target", "target"), ("--platform", "platform"), ("--version", "version"), ("--cache", "cache_repository"), ("--reason", "reason") })
            {
                if (Last(options, option) is { } value)
                    json.WriteString(key, value);
            }

            Pairs(json, options, "--build-arg", "build_args", mistakes);
            Pairs(json, options, "--label", "labels", mistakes);
            if (Last(options, "--time-limit") is { } limit)
            {
                if (int.TryParse(limit, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seconds))
                    json.WriteNumber("time_limit_secs", seconds);
                else
                    mistakes.Add($"--time-limit {limit} is no whole number of seconds; write one such as 3600");
            }

            json.WriteString("requested_at", now.UtcDateTime);
            json.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Context(Utf8JsonWriter json, List<Option> options)
    {
        json.WriteStartObject("context");
        if (Last(options, "--directory") is { } directory)
            json.WriteString("directory", directory);
        if (Last(options, "--tar") is { } tar)
            json.WriteString("tar", tar);
        if (Last(options, "--mirror") is { } mirror)
        {
            var at = mirror.LastIndexOf('@');
            json.WriteString("mirror", mirror[..at]);
            json.WriteString("commit", mirror[(at + 1)..]);
        }

        if (Last(options, "--path") is { } path)
            json.WriteString("path", path);
        json.WriteEndObject();
    }

    private static void Pairs(Utf8JsonWriter json, List<Option> options, string option, string key, List<string> mistakes)
    {
        json.WriteStartObject(key);
        foreach (var pair in All(options, option))
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                json.WriteString(pair[..equals], pair[(equals + 1)..]);
            else
                mistakes.Add($"{option} {pair} has no value; write NAME=VALUE");
        }

        json.WriteEndObject();
    }

    /// <summary>One word with its value.</summary>
    private sealed record Option(string Name, string Value);
}
