using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RegistryJanitor.Daemon;

/// <summary>
/// A mapping in a YAML file. Each getter makes its key known; a mistaken value gives null and a mistake; <see cref="RefuseOthers"/> names the keys that no
/// getter asked for. Keys are told apart by case, as YAML does.
/// </summary>
public sealed class YamlSection
{
    /// <summary>Telling what was meant costs its length many times over.</summary>
    private const int LongestName = 100;

    private readonly YamlMappingNode _node;
    private readonly YamlMistakes _mistakes;
    private readonly Func<string, (string? Text, string? Mistake)>? _expand;
    private readonly SortedSet<string> _known = new(StringComparer.Ordinal);
    private readonly int _mistakesBefore;

    private YamlSection(YamlMappingNode node, string name, YamlMistakes mistakes, Func<string, (string? Text, string? Mistake)>? expand)
    {
        _node = node;
        _mistakes = mistakes;
        _expand = expand;
        _mistakesBefore = mistakes.Count;
        Name = name;
    }

    /// <summary>Where it stands: <c>policies[0].cache</c>; empty for the file.</summary>
    public string Name { get; }

    /// <summary>Reads a text; null with a mistake when it is no mapping.</summary>
    /// <param name="text">The text.</param>
    /// <param name="mistakes">Where mistakes go.</param>
    /// <param name="expand">What becomes of each value that is read, or null with the end of a sentence that says what is wrong; keys, and values that nobody reads, stay as they are.</param>
    public static YamlSection? Parse(string text, YamlMistakes mistakes, Func<string, (string? Text, string? Mistake)>? expand = null)
    {
        try
        {
            if (!YamlBounds.Keeps(text, mistakes))
                return null;
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            if (stream.Documents is [{ RootNode: YamlMappingNode root }])
                return new YamlSection(root, "", mistakes, expand);
            mistakes.Add(Mark.Empty, "the file is not one document with a mapping of keys");
        }
        catch (YamlException error)
        {
            mistakes.Add(error.Start, $"this is no YAML: {Printable.Of(error.Message).TrimEnd('.')}");
        }

        return null;
    }

    /// <summary>Nothing was wrong in it so far: what follows from its values can be judged.</summary>
    public bool IsSound => _mistakes.Count == _mistakesBefore;

    /// <summary>Whether a key is there.</summary>
    public bool Has(string key) => Value(key) is not null;

    /// <summary>A mistake about the section as a whole.</summary>
    public void Refuse(string sentence) => _mistakes.Add(_node.Start, sentence);

    /// <summary>A mistake about the value of a key; about the section where the key is not there.</summary>
    public void Refuse(string key, string sentence) => _mistakes.Add((Value(key) ?? _node).Start, sentence);

    /// <summary>Makes a key known that nobody reads, and tells so at its place if it is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="notices">Where that is told.</param>
    /// <param name="sentence">What is told.</param>
    public void Ignore(string key, YamlMistakes notices, string sentence)
    {
        _known.Add(key);
        if (_node.Children.Keys.FirstOrDefault(node => node is YamlScalarNode { Value: { } name } && name.Equals(key, StringComparison.Ordinal)) is { } found)
            notices.Add(found.Start, sentence);
    }

    /// <summary>Any text.</summary>
    public string? Text(string key) => Scalar(key, "a text", out _);

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public int? Number(string key, int min, int max)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a whole number from {min} to {max}");
        return Read(key, expected, (string text, out int number) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= min && number <= max);
    }

    /// <summary>A yes or no.</summary>
    public bool? Switch(string key) => Read(key, "true or false", (string text, out bool value) => bool.TryParse(text, out value));

    /// <summary>A <see cref="Daemon.Duration"/>.</summary>
    public TimeSpan? Time(string key) => Read<TimeSpan>(key, Duration.Expected, Duration.TryParse);

    /// <summary>A <see cref="ByteSize"/>.</summary>
    public long? Bytes(string key) => Read<long>(key, ByteSize.Expected, ByteSize.TryParse);

    /// <summary>One text, or a list of them; empty when the key is not there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Reads one; null with the end of a sentence that says what is wrong.</param>
    public IReadOnlyList<T> List<T>(string key, Func<string, (T? Value, string? Mistake)> read)
        where T : class
    {
        var values = new List<T>();
        if (Value(key) is YamlSequenceNode { Children.Count: 0 } empty)
            _mistakes.Add(empty.Start, $"{Full(key)} is an empty list; leave it out, or write what belongs into it");
        foreach (var item in Items(key))
        {
            if (item is not YamlScalarNode { Value: { } written } || IsNull(item))
                _mistakes.Add(item.Start, $"{Full(key)} has an entry that is no text");
            else if (Expanded(key, written, item.Start) is not { } text)
                continue;
            else if (read(text) is var (value, mistake) && value is not null)
                values.Add(value);
            else
                _mistakes.Add(item.Start, $"{Full(key)}: {Shown(text)} {mistake}");
        }

        return values;
    }

    /// <summary>One text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="read">Reads it; null with the end of a sentence that says what is wrong.</param>
    public T? One<T>(string key, Func<string, (T? Value, string? Mistake)> read)
        where T : class
    {
        if (Scalar(key, "a text", out var at) is not { } text)
            return null;
        var (value, mistake) = read(text);
        if (value is null)
            _mistakes.Add(at, $"{Full(key)}: {Shown(text)} {mistake}");
        return value;
    }

    /// <summary>Texts by name, in their order; empty when the key is not there. A text may be empty.</summary>
    /// <param name="key">The key.</param>
    /// <param name="whyNot">The end of a sentence that begins with a name and says why it is none; null: it is one.</param>
    public IReadOnlyList<KeyValuePair<string, string>> Texts(string key, Func<string, string?> whyNot)
    {
        var texts = new List<KeyValuePair<string, string>>();
        if (Value(key) is not YamlMappingNode mapping)
        {
            if (Has(key))
                Refuse(key, $"{Full(key)} is no mapping of names to texts");
            return texts;
        }

        foreach (var (name, value) in mapping.Children)
        {
            // YamlBounds has refused keys that are no texts.
            var text = ((YamlScalarNode)name).Value ?? "";
            if (whyNot(text) is { } mistake)
                _mistakes.Add(name.Start, $"{Full(key)}: {Shown(text)} {mistake}");
            else if (value is not YamlScalarNode { Value: { } written })
                _mistakes.Add(value.Start, $"{Full(key)}.{text} is no text; write one, in quotes if need be");
            else if (Expanded(key, IsNull(value) ? "" : written, value.Start) is { } expanded)
                texts.Add(new(text, expanded));
        }

        return texts;
    }

    /// <summary>A section in this one; null when it is not there.</summary>
    public YamlSection? Section(string key)
    {
        switch (Value(key))
        {
            case null:
                return null;
            case YamlMappingNode section:
                return new YamlSection(section, Full(key), _mistakes, _expand);
            case var other:
                _mistakes.Add(other.Start, $"{Full(key)} is no mapping of keys");
                return null;
        }
    }

    /// <summary>The sections of a list.</summary>
    public IReadOnlyList<YamlSection> Sections(string key)
    {
        var sections = new List<YamlSection>();
        var index = 0;
        foreach (var item in Items(key))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Full(key)}[{index++}]");
            if (item is YamlMappingNode section)
                sections.Add(new YamlSection(section, name, _mistakes, _expand));
            else
                _mistakes.Add(item.Start, $"{name} is no mapping of keys");
        }

        return sections;
    }

    /// <summary>To be called after the last getter: every other key is a mistake.</summary>
    public void RefuseOthers()
    {
        foreach (var key in _node.Children.Keys)
        {
            var name = (key as YamlScalarNode)?.Value ?? key.ToString();
            if (!_known.Contains(name))
                _mistakes.Add(key.Start, name.Length <= LongestName && NearestName.Of(name, _known) is { } nearest ? $"{Full(Printable.Of(name))} is not known; did you mean {nearest}?" : $"{Full(Printable.Of(name))} is not known; known are {string.Join(", ", _known)}");
        }
    }

    private delegate bool TryParse<T>(string text, out T value);

    private T? Read<T>(string key, string expected, TryParse<T> parse)
        where T : struct
    {
        if (Scalar(key, expected, out var at) is not { } text)
            return null;
        if (parse(text, out var value))
            return value;
        _mistakes.Add(at, $"{Full(key)} is {Shown(text)}; write {expected}");
        return null;
    }

    private string? Scalar(string key, string expected, out Mark at)
    {
        at = Mark.Empty;
        switch (Value(key))
        {
            case null:
                return null;
            case YamlScalarNode { Value: { Length: > 0 } text } scalar when !IsNull(scalar):
                at = scalar.Start;
                var expanded = Expanded(key, text, at);
                if (expanded is not { Length: 0 })
                    return expanded;
                _mistakes.Add(at, $"{Full(key)} is empty: {Shown(text)} stands for nothing; write {expected}");
                return null;
            case var other:
                _mistakes.Add(other.Start, $"{Full(key)} is empty or has a shape of its own; write {expected}");
                return null;
        }
    }

    private string? Expanded(string key, string text, Mark at)
    {
        if (_expand is null)
            return text;
        var (expanded, mistake) = _expand(text);
        if (expanded is null)
            _mistakes.Add(at, $"{Full(key)} {mistake}");
        return expanded;
    }

    private IEnumerable<YamlNode> Items(string key) => Value(key) switch
    {
        null => [],
        YamlSequenceNode list => list.Children,
        var single => [single],
    };

    /// <summary><c>~</c> and <c>null</c> without quotes: YAML for nothing.</summary>
    private static bool IsNull(YamlNode node) => node is YamlScalarNode { Style: ScalarStyle.Plain, Value: "" or "~" or "null" or "Null" or "NULL" };

    private YamlNode? Value(string key)
    {
        _known.Add(key);
        return _node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
    }

    /// <summary>A value as a mistake may repeat it.</summary>
    private static string Shown(string text) => $"'{Printable.Of(text)}'";

    private string Full(string key) => Name.Length == 0 ? key : $"{Name}.{key}";
}
