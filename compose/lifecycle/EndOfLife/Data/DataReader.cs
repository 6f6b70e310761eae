using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>
/// Reads <c>eol-data.yaml</c>, ours and imglife's, event by event: it costs no more than its length. Keys that are not known are left alone, because files of later
/// versions and of other writers have more.
/// </summary>
internal sealed class DataReader
{
    private const int LongestText = 200;
    private const int Deepest = 64;

    private readonly IParser _parser;
    private readonly YamlMistakes _mistakes;

    private DataReader(IParser parser, YamlMistakes mistakes) => (_parser, _mistakes) = (parser, mistakes);

    /// <summary>Reads a text.</summary>
    /// <param name="text">It.</param>
    /// <param name="path">As mistakes name it.</param>
    internal static (EndOfLifeData Data, IReadOnlyList<string> Mistakes) Read(string text, string path)
    {
        var mistakes = new YamlMistakes(path);
        try
        {
            using var reader = new StringReader(text);
            var products = new DataReader(new Parser(reader), mistakes).Document();
            return (new EndOfLifeData(products), mistakes.All);
        }
        catch (YamlException error)
        {
            mistakes.Add(error.Start, $"this is no YAML: {Printable.Of(error.Message).TrimEnd('.')}; correct it, or delete the file, and lifecycle eol update writes it anew");
            return (EndOfLifeData.Nothing, mistakes.All);
        }
    }

    private List<ProductCycles> Document()
    {
        var products = new List<ProductCycles>();
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
            return products;
        _parser.Consume<DocumentStart>();
        // Nothing but comments is one empty text.
        if (_parser.TryConsume<Scalar>(out var alone) && Text(alone) is null)
            return products;
        if (alone is not null || !_parser.TryConsume<MappingStart>(out _))
        {
            _mistakes.Add(_parser.Current?.Start ?? Mark.Empty, "the file is no mapping of products to cycles; delete it, and lifecycle eol update writes it anew");
            return products;
        }

        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Product() is not { } product)
                continue;
            products.Add(product);
        }

        return products.DistinctBy(one => one.Product, StringComparer.Ordinal).Count() == products.Count ? products : Twice(products);
    }

    private List<ProductCycles> Twice(List<ProductCycles> products)
    {
        _mistakes.Add(Mark.Empty, $"{products.GroupBy(one => one.Product, StringComparer.Ordinal).First(group => group.Skip(1).Any()).Key} stands here twice; keep one of them");
        return [];
    }

    private ProductCycles? Product()
    {
        if (Key() is not { } name)
            return null;
        var product = name.Value;
        if (product.Length is 0 or > LongestText || product.Any(char.IsControl))
            _mistakes.Add(name.Start, "this is no name of a product; write it as endoflife.date has it, such as alpine-linux");
        var cycles = new List<ReleaseCycle>();
        if (_parser.TryConsume<Scalar>(out var nothing))
        {
            if (Text(nothing) is not null)
                _mistakes.Add(nothing.Start, $"{Printable.Of(product)} has no list of cycles");
            return new ProductCycles(product, cycles);
        }

        if (!_parser.TryConsume<SequenceStart>(out _))
        {
            Skip($"{Printable.Of(product)} has no list of cycles");
            return null;
        }

        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            var at = _parser.Current?.Start ?? Mark.Empty;
            if (Cycle(product) is not { } cycle)
                continue;
            if (cycles.Exists(other => other.Name.Equals(cycle.Name, StringComparison.Ordinal)))
                _mistakes.Add(at, $"{Printable.Of(product)} has the cycle {Printable.Of(cycle.Name)} twice; keep one of them");
            cycles.Add(cycle);
        }

        return new ProductCycles(product, cycles);
    }

    private ReleaseCycle? Cycle(string product)
    {
        if (!_parser.TryConsume<MappingStart>(out var start))
        {
            Skip($"{Printable.Of(product)} has an entry that is no cycle; write cycle: and eol: in it");
            return null;
        }

        var (cycle, seen) = (new ReleaseCycle(""), new HashSet<string>(StringComparer.Ordinal));
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            if (Key() is not { } key)
                continue;
            if (!seen.Add(key.Value))
                _mistakes.Add(key.Start, $"{Printable.Of(key.Value)} stands here twice; keep one of them");
            cycle = With(cycle, key.Value);
        }

        if (cycle.Name.Length > 0)
            return cycle;
        _mistakes.Add(start.Start, $"a cycle of {Printable.Of(product)} has no name; write cycle: and a text, such as \"3.20\"");
        return null;
    }

    private ReleaseCycle With(ReleaseCycle cycle, string key)
    {
        if (key is not ("cycle" or "codename" or "releaseDate" or "eol" or "latest" or "latestReleaseDate"))
        {
            Skip(null);
            return cycle;
        }

        if (!_parser.TryConsume<Scalar>(out var value))
        {
            Skip($"{key} is no text");
            return cycle;
        }

        if (Text(value) is not { } text)
            return cycle;
        if (text.Length > LongestText || text.Any(char.IsControl))
        {
            _mistakes.Add(value.Start, $"{key} is longer than 200 characters or has control characters; correct it");
            return cycle;
        }

        return key switch
        {
            "cycle" => cycle with { Name = text },
            "codename" => cycle with { Codename = text },
            "latest" => cycle with { Latest = text },
            "eol" => cycle with { End = End(value, text) },
            "releaseDate" => cycle with { ReleaseDate = Day(value, text) },
            _ => cycle with { LatestReleaseDate = Day(value, text) },
        };
    }

    private CycleEnd? End(Scalar at, string text)
    {
        var (end, mistake) = CycleEnd.Read(text);
        if (end is null)
            _mistakes.Add(at.Start, $"eol: '{Printable.Of(text)}' {mistake}");
        return end;
    }

    private DateOnly? Day(Scalar at, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        _mistakes.Add(at.Start, $"'{Printable.Of(text)}' is no day; write one such as 2027-04-01");
        return null;
    }

    /// <summary>Null with a mistake, and past its value, where it is no text.</summary>
    private Scalar? Key()
    {
        if (_parser.TryConsume<Scalar>(out var key))
            return key;
        Skip("this is a key, and no text");
        Skip(null);
        return null;
    }

    private void Skip(string? mistake)
    {
        if (mistake is not null)
            _mistakes.Add(_parser.Current?.Start ?? Mark.Empty, mistake);
        var depth = 0;
        do
        {
            var next = _parser.Consume<ParsingEvent>();
            depth += next.NestingIncrease;
            // The parser's own cost grows with the square of the depth.
            if (depth > Deepest)
                throw new YamlException(next.Start, next.End, $"lists and mappings stand in each other more than {Deepest} deep");
        }
        while (depth > 0);
    }

    /// <summary>Null: YAML for nothing, or an empty text, which some write for it.</summary>
    private static string? Text(Scalar scalar) =>
        scalar.Value.Length == 0 || (scalar.Style is ScalarStyle.Plain && scalar.Value is "~" or "null" or "Null" or "NULL") ? null : scalar.Value;
}
