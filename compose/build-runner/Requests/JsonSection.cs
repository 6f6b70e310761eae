using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Requests;

/// <summary>An object of a request. Each getter makes its key known; what is wrong with a value is kept, and nothing is silently replaced.</summary>
internal sealed class JsonSection
{
    private const int LongestShown = 60;

    private readonly string _path;
    private readonly List<string> _mistakes;
    private readonly Dictionary<string, JsonElement> _values = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>A section.</summary>
    /// <param name="element">An object.</param>
    /// <param name="path">Where it is, with a dot at its end; empty for the whole.</param>
    /// <param name="mistakes">Takes the sentences.</param>
    public JsonSection(JsonElement element, string path, List<string> mistakes)
    {
        (_path, _mistakes) = (path, mistakes);
        foreach (var property in element.EnumerateObject())
        {
            if (!_values.TryAdd(property.Name, property.Value))
                Refuse(property.Name, "is there twice; keep one");
        }
    }

    /// <summary>A value as it may stand in one line of a message.</summary>
    public static string Shown(string value) => $"'{Printable.Line(value, LongestShown)}'";

    /// <summary>Keeps a mistake of a key.</summary>
    /// <param name="key">In this section.</param>
    /// <param name="sentence">Its end: cause and cure.</param>
    public void Refuse(string key, string sentence) => _mistakes.Add($"{_path}{PrintableKey(key)} {sentence}");

    /// <summary>Whether there is such a key.</summary>
    public bool Has(string key)
    {
        _known.Add(key);
        return _values.ContainsKey(key);
    }

    /// <summary>A text without control characters; null when it is not there or is not one.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="longest">In characters.</param>
    public string? Text(string key, int longest) => Has(key) ? Text(key, _values[key], longest) : null;

    /// <summary>A text that must be there.</summary>
    public string? Wanted(string key, int longest, string example)
    {
        if (!Has(key))
            Refuse(key, $"is missing; write {example}");
        return Text(key, longest);
    }

    /// <summary>A whole number; the fallback when it is not there or is not one.</summary>
    public int Number(string key, int fallback, int min, int max)
    {
        if (!Has(key))
            return fallback;
        if (_values[key].ValueKind is JsonValueKind.Number && _values[key].TryGetInt32(out var number) && number >= min && number <= max)
            return number;
        Refuse(key, min == max ? $"is not {min}, the only one that is known; write {min}" : $"is no whole number from {min} to {max}; write one");
        return fallback;
    }

    /// <summary>Texts in their order; empty when there are none.</summary>
    public IReadOnlyList<string> Texts(string key, int longest, int most)
    {
        if (!Has(key))
            return [];
        if (_values[key].ValueKind is not JsonValueKind.Array || _values[key].GetArrayLength() > most)
        {
            Refuse(key, $"is no list of at most {most} texts; write [\"...\"]");
            return [];
        }

        var texts = new List<string>();
        for (var index = 0; index < _values[key].GetArrayLength(); index++)
        {
            if (Text($"{key}[{index}]", _values[key][index], longest) is { } text)
                texts.Add(text);
        }

        return texts;
    }

    /// <summary>Texts by name; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Pairs(string key, int longest, int most)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (!Has(key))
            return pairs;
        if (_values[key].ValueKind is not JsonValueKind.Object || _values[key].GetPropertyCount() > most)
        {
            Refuse(key, $"is no object of at most {most} texts; write {{\"NAME\": \"value\"}}");
            return pairs;
        }

        foreach (var property in _values[key].EnumerateObject())
        {
            if (Text($"{key}.{property.Name}", property.Value, longest) is { } text && !pairs.TryAdd(property.Name, text))
                Refuse($"{key}.{property.Name}", "is there twice; keep one");
        }

        return pairs;
    }

    /// <summary>A section in this one; null when it is not there or is none.</summary>
    public JsonSection? Section(string key, string example)
    {
        if (Has(key) && _values[key].ValueKind is JsonValueKind.Object)
            return new JsonSection(_values[key], $"{_path}{key}.", _mistakes);
        Refuse(key, _values.ContainsKey(key) ? $"is no object; write {example}" : $"is missing; write {example}");
        return null;
    }

    /// <summary>To be called after the last getter: keys that none of them asked for.</summary>
    public void RefuseUnknown()
    {
        foreach (var key in _values.Keys.Where(key => !_known.Contains(key)))
        {
            var meant = NearestName.Of(key, _known) is { } nearest ? $"; did you mean {nearest}?" : "; take it away,";
            Refuse(key, $"is no key{meant} known are {string.Join(", ", _known)}");
        }
    }

    private static string PrintableKey(string key) => Shown(key)[1..^1];

    private string? Text(string key, JsonElement element, int longest)
    {
        if (element.ValueKind is not JsonValueKind.String)
            Refuse(key, "is no text; write it in quotes");
        else if (element.GetString()! is var text && text.Length > longest)
            Refuse(key, $"has {text.Length} characters; {longest} are the most");
        else if (text.Any(char.IsControl))
            Refuse(key, $"has a control character: {Shown(text)}; take it away");
        else
            return text;
        return null;
    }
}
