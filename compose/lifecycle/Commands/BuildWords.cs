using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What stands behind <c>build</c>.</summary>
/// <param name="IsForced"><c>--force</c>: all, whatever was built.</param>
/// <param name="IsDry"><c>--dry-run</c>: nothing is written.</param>
/// <param name="OutputFolder"><c>--output-dir</c>; null: the queue.</param>
public sealed record BuildWords(bool IsForced, bool IsDry, string? OutputFolder)
{
    /// <summary>Reads them; the mistake is a sentence.</summary>
    public static (BuildWords Words, string? Mistake) Read(IReadOnlyList<string> words)
    {
        var read = new BuildWords(IsForced: false, IsDry: false, OutputFolder: null);
        for (var at = 0; at < words.Count; at++)
        {
            switch (words[at])
            {
                case "--force":
                    read = read with { IsForced = true };
                    break;
                case "--dry-run":
                    read = read with { IsDry = true };
                    break;
                case "--output-dir" when at + 1 < words.Count && words[at + 1].Length > 0:
                    read = read with { OutputFolder = words[++at] };
                    break;
                case ['-', '-', 'o', 'u', 't', 'p', 'u', 't', '-', 'd', 'i', 'r', '=', .. { Length: > 0 } named]:
                    read = read with { OutputFolder = named };
                    break;
                case var other:
                    return (read, $"build takes no '{Printable.Line(other, 60)}' alone; write lifecycle build [--force] [--dry-run] [--output-dir DIR]");
            }
        }

        return read is { IsDry: true, OutputFolder: not null } ? (read, "--dry-run writes nothing, and --output-dir does; keep one of them") : (read, null);
    }
}
