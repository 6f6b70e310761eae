using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace RegistryJanitor.Daemon;

/// <summary>
/// Reads settings and collects every mistake, so that all are told at once. Each getter makes its name known; a mistaken value gives the
/// fallback and an error. An empty value counts as not set, white space around a value does not count, and case in names does not count.
/// </summary>
/// <param name="configuration">Usually the environment: <see cref="FromEnvironment"/>.</param>
/// <param name="prefixes">A name that starts so is ours (<c>JANITOR_</c>): unknown, it is an error.</param>
public sealed class SettingsReader(IConfiguration configuration, IReadOnlyCollection<string> prefixes)
{
    private readonly SortedSet<string> _known = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _mistakes = [];
    private string[] _namesInTwoCases = [];

    /// <summary>A reader of this process's environment.</summary>
    public static SettingsReader FromEnvironment(IReadOnlyCollection<string> prefixes) =>
        new(new ConfigurationBuilder().AddEnvironmentVariables().Build(), prefixes)
        {
            // The configuration keeps one of `DRY_RUN=no` and `dry_run=yes`, and does not say which.
            _namesInTwoCases = Environment.GetEnvironmentVariables().Keys.Cast<string>()
                .Where(name => !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(name)))
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .Where(spellings => spellings.Count() > 1)
                .Select(spellings => spellings.Key)
                .ToArray(),
        };

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int Number(string name, int fallback, int min, int max)
    {
        if (Value(name) is not { } value)
            return fallback;
        if (!IsWhole(value))
            return Mistake($"{name}={Shown(value)} is not a whole number; write one from {min} to {max}", fallback);
        return int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : Mistake($"{name}={Shown(value)} is out of range; write a whole number from {min} to {max}", fallback);
    }

    /// <summary>A time in whole seconds; all four numbers are seconds.</summary>
    public TimeSpan Seconds(string name, int fallback, int min, int max)
    {
        var otherwise = TimeSpan.FromSeconds(fallback);
        if (Value(name) is not { } value)
            return otherwise;
        if (WithUnit(value) is { } seconds)
            return Mistake($"{name}={Shown(value)} has a unit; write whole seconds: {seconds}", otherwise);
        if (!IsWhole(value))
            return Mistake($"{name}={Shown(value)} is not a whole number of seconds; write one from {min} to {max}", otherwise);
        return TimeSpan.FromSeconds(Number(name, fallback, min, max));
    }

    /// <summary>A time with a unit (<see cref="Duration"/>); null when it is not set.</summary>
    public TimeSpan? Time(string name) => Value(name) switch
    {
        null => null,
        var value when Duration.TryParse(value, out var time) => time,
        var value => Mistake<TimeSpan?>($"{name}={Shown(value)} is no time; write {Duration.Expected}", null),
    };

    /// <summary>A <see cref="ByteSize"/>; null when it is not set.</summary>
    public long? Bytes(string name) => Value(name) switch
    {
        null => null,
        var value when ByteSize.TryParse(value, out var bytes) => bytes,
        var value => Mistake<long?>($"{name}={Shown(value)} is no size; write {ByteSize.Expected}", null),
    };

    /// <summary>Texts with commas between them, without white space around; empty when it is not set.</summary>
    public IReadOnlyList<string> List(string name) =>
        Value(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether there is a value.</summary>
    public bool IsSet(string name) => Value(name) is not null;

    /// <summary>A yes or no: true, yes, on, 1, or false, no, off, 0, in any case.</summary>
    public bool Switch(string name, bool fallback) => Value(name)?.ToUpperInvariant() switch
    {
        null => fallback,
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => Mistake($"{name}={Shown(Value(name)!)} is neither true nor false; write true or false", fallback),
    };

    /// <summary>Any text.</summary>
    public string Text(string name, string fallback) => Value(name) ?? fallback;

    /// <summary>A path that starts with a slash; it need not exist.</summary>
    public string AbsolutePath(string name, string fallback) => Value(name) switch
    {
        null => fallback,
        ['/', ..] path => path,
        var path => Mistake($"{name}={Shown(path)} is a relative path; write one that starts with /", fallback),
    };

    /// <summary>An IP address; a name would have to be looked up, and can mean another one tomorrow.</summary>
    public IPAddress Address(string name, IPAddress fallback) => Value(name) switch
    {
        null => fallback,
        // "1" is 0.0.0.1 for the parser, and a mistake for people.
        var value when value.AsSpan().ContainsAny('.', ':') && IPAddress.TryParse(value, out var address) => address,
        var value => Mistake($"{name}={Shown(value)} is no IP address; write one like 127.0.0.1, or 0.0.0.0 for every address of this machine", fallback),
    };

    /// <summary>One of a few words, in any case.</summary>
    public T Choice<T>(string name, T fallback, params ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (Value(name) is not { } value)
            return fallback;
        var words = new List<string>();
        foreach (var (word, choice) in choices)
        {
            if (word.Equals(value, StringComparison.OrdinalIgnoreCase))
                return choice;
            words.Add(word);
        }

        return Mistake($"{name}={Shown(value)} is not known; write {string.Join(" or ", words)}", fallback);
    }

    /// <summary>
    /// A secret, or null: from <paramref name="name"/>, or from the file that <paramref name="name"/><c>_FILE</c> names, without one line
    /// end. No error text holds the value of either: somebody may have put the secret itself where the path belongs.
    /// </summary>
    public string? Secret(string name)
    {
        var file = $"{name}_FILE";
        var (secret, path) = (Value(name), Value(file));
        if (path is null)
            return secret;
        if (secret is not null)
            return Mistake<string?>($"{name} and {file} are both set; keep one of them", null);
        try
        {
            var content = File.ReadAllText(path);
            content = content.EndsWith("\r\n", StringComparison.Ordinal) ? content[..^2] : content.EndsWith('\n') ? content[..^1] : content;
            return content.Length > 0 ? content : Mistake<string?>($"{file} names an empty file; write the secret into it", null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var cause = unreadable is FileNotFoundException or DirectoryNotFoundException ? "does not exist" : "cannot be read";
            return Mistake<string?>($"{file} names a file that {cause}; give the path of a file that this process may read", null);
        }
    }

    /// <summary>Names that are valid but read elsewhere.</summary>
    public void AlsoKnown(params string[] names) => _known.UnionWith(names);

    /// <summary>An error that no single value makes, such as two settings that contradict each other.</summary>
    public void Refuse(string sentence) => _mistakes.Add(sentence);

    /// <summary>
    /// Every mistake, to be asked for after the last getter: values in the order of the getters, then unknown names with one of our
    /// prefixes, then names without it that look like a known one, for <c>DRYRUN=1</c> without effect would do what it should prevent.
    /// </summary>
    public IReadOnlyList<string> Errors()
    {
        var unknown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            // The environment provider writes JANITOR__X as JANITOR:X.
            var name = key.Replace(":", "__", StringComparison.Ordinal);
            if (!string.IsNullOrWhiteSpace(value) && !_known.Contains(name))
                unknown[name] = value;
        }

        return
        [
            .. _mistakes,
            .. _namesInTwoCases.Where(_known.Contains).Order(StringComparer.Ordinal)
                .Select(name => $"{name.ToUpperInvariant()} is set twice, in different case; keep one"),
            .. unknown.Keys.Where(name => IsOurs(name) && !KubernetesVariables.Contains(name, unknown[name]))
                .Select(name => NearestName.Of(name, _known) is { } nearest
                    ? $"{name} is not a setting; did you mean {nearest}?"
                    : $"{name} is not a setting; remove it"),
            .. unknown.Keys.Where(name => !IsOurs(name) && _known.Any(known => NearestName.IsNearMiss(name, known)))
                .Select(name => $"{name} is not a setting; did you mean {NearestName.Of(name, _known)}?"),
        ];
    }

    private static bool IsWhole(string value) => value.AsSpan(value[0] is '-' or '+' ? 1 : 0) is { IsEmpty: false } digits
        && !digits.ContainsAnyExceptInRange('0', '9');

    /// <summary>The seconds of <c>1h</c>, <c>90 min</c>, <c>7d</c>; null when it is no such thing.</summary>
    private static long? WithUnit(string value)
    {
        var digits = value.AsSpan().IndexOfAnyExceptInRange('0', '9');
        if (digits <= 0 || !int.TryParse(value.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        return value[digits..].Trim().ToUpperInvariant() switch
        {
            "S" or "SEC" or "SECS" or "SECOND" or "SECONDS" => count,
            "M" or "MIN" or "MINS" or "MINUTE" or "MINUTES" => count * 60L,
            "H" or "HOUR" or "HOURS" => count * 3600L,
            "D" or "DAY" or "DAYS" => count * 86400L,
            "W" or "WEEK" or "WEEKS" => count * 604800L,
            _ => null,
        };
    }

    /// <summary>A value as it may stand in one line of a message.</summary>
    private static string Shown(string value) => Printable.Line(value, 60);

    private bool IsOurs(string name) => prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private string? Value(string name)
    {
        _known.Add(name);
        return configuration[name.Replace("__", ":", StringComparison.Ordinal)]?.Trim() is { Length: > 0 } value ? value : null;
    }

    private T Mistake<T>(string sentence, T fallback)
    {
        _mistakes.Add(sentence);
        return fallback;
    }
}
