using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.EndOfLife.Checking;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What stands behind <c>eol check</c>.</summary>
internal sealed record EolCheckWords
{
    private const string Form = "write lifecycle eol check [--strict | --warn] [--json] [--base IMAGE]";

    /// <summary>What it fails for.</summary>
    internal CheckStrictness Strictness { get; init; }

    /// <summary>JSON, not a table.</summary>
    internal bool IsJson { get; init; }

    /// <summary>One image alone, which need not be in the configuration with this tag; null: all of them.</summary>
    internal string? Base { get; init; }

    /// <summary>Reads them; the mistake is a sentence.</summary>
    internal static (EolCheckWords Words, string? Mistake) Read(IReadOnlyList<string> words)
    {
        var read = new EolCheckWords();
        for (var at = 0; at < words.Count; at++)
        {
            var value = at + 1 < words.Count ? words[at + 1] : "";
            switch (words[at])
            {
                case "--json":
                    read = read with { IsJson = true };
                    break;
                case "--output" when value is "json" or "text":
                    read = read with { IsJson = value is "json" };
                    at++;
                    break;
                case "--base" when value.Length > 0:
                    read = read with { Base = value };
                    at++;
                    break;
                case "--strict" or "--warn" when read.Strictness is not CheckStrictness.Critical:
                    return (read, $"eol check is strict, or it warns, not both; {Form}");
                case "--strict":
                    read = read with { Strictness = CheckStrictness.Strict };
                    break;
                case "--warn":
                    read = read with { Strictness = CheckStrictness.Warn };
                    break;
                case var other:
                    return (read, $"eol check takes no '{Printable.Line(other, 60)}' as it stands; {Form}");
            }
        }

        return (read, null);
    }
}
