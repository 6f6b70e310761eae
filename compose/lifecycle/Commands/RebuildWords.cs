using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>What stands behind <c>lifecycle rebuild</c>.</summary>
/// <param name="Image">Whose dependents are built again, as it stands in FROM; without a tag: any tag of it.</param>
internal sealed record RebuildWords(ImageReference Image)
{
    private const string Usage = "write lifecycle rebuild IMAGE [--recurse] [--match WORD] [--dry-run] [--wait] [--registry NAME]";

    /// <summary>Also what is built from these, and so on.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>Writes nothing.</summary>
    public bool IsDry { get; init; }

    /// <summary>Until all have ended.</summary>
    public bool Waits { get; init; }

    /// <summary>What their name, repository or origin has in it; null: anything.</summary>
    public string? Match { get; init; }

    /// <summary>Another name of our registry; null: those of the file.</summary>
    public string? Registry { get; init; }

    /// <summary>Reads them; the mistake is a sentence.</summary>
    internal static (RebuildWords? Words, string? Mistake) Read(IReadOnlyList<string> words)
    {
        var (read, images) = (new RebuildWords(new ImageReference("", default)), new List<ImageReference>());
        for (var at = 0; at < words.Count; at++)
        {
            var (name, value) = words[at] is ['-', '-', ..] && words[at].IndexOf('=', StringComparison.Ordinal) is var equals and > 0 ? (words[at][..equals], words[at][(equals + 1)..]) : (words[at], null);
            switch (name)
            {
                case "--recurse" when value is null:
                    read = read with { IsRecursive = true };
                    break;
                case "--dry-run" when value is null:
                    read = read with { IsDry = true };
                    break;
                case "--wait" when value is null:
                    read = read with { Waits = true };
                    break;
                case "--match" or "--registry" when (value ??= ++at < words.Count ? words[at] : "").Length > 0:
                    if (name is "--registry" && !RegistryHost.IsOne(value))
                        return (null, $"--registry: '{Printable.Line(value, 60)}' is no registry; write its host, with its port where it has one, such as registry.example.com");
                    read = name is "--match" ? read with { Match = value } : read with { Registry = RegistryHost.Canonical(value) };
                    break;
                case "--url" or "--token":
                    return (null, $"{name} is for pipelines of a forge, and this version triggers none; leave it out, and the images of lifecycle.yaml are asked for in build-runner's queue");
                case var other when images.Count == 0 && !other.StartsWith('-'):
                    if (ImageReference.Read(other) is not ({ } named, null))
                        return (null, $"'{Printable.Line(other, 200)}' {ImageReference.Read(other).Mistake}");
                    images.Add(named);
                    break;
                default:
                    return (null, $"rebuild takes no '{Printable.Line(words[Math.Min(at, words.Count - 1)], 60)}' here; {Usage}");
            }
        }

        return images is [var image] ? (read with { Image = image }, null) : (null, $"rebuild wants to know which image moved; {Usage}");
    }
}
