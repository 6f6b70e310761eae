using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Dependencies;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Dependencies;

/// <summary>
/// Graphs as text: a line for each image, <c>name: base base</c>. Names are repositories of registry:5000; <c>name@</c> is its digest, <c>+name</c> is copied from, and what
/// has a slash or a colon stands for itself.
/// </summary>
internal static class Drawn
{
    private static readonly string s_digest = $"sha256:{new string('0', 64)}";

    public static RegistrySection Registry { get; } = RegistrySection.Default with { Own = ["registry:5000", "localhost:5000", "images.example.com"] };

    public static DependencyGraph Graph(string drawing) => Graph(drawing.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    public static DependencyGraph Graph(IEnumerable<string> lines) => DependencyGraph.Of(lines.Select(Image), Registry);

    /// <summary>Waves as text: names between blanks, waves between bars.</summary>
    public static string Waves(BuildOrder order) => string.Join(" | ", order.Waves.Select(Names));

    public static string Names(IEnumerable<GraphImage> images) => string.Join(' ', images.Select(image => image.Name));

    public static ImageReference Reference(string text)
    {
        var written = text.AsSpan().ContainsAny('/', ':') ? text : $"registry:5000/{(text.EndsWith('@') ? $"{text}{s_digest}" : $"{text}:latest")}";
        return ImageReference.Read(written).Image ?? throw new InvalidOperationException(text);
    }

    private static GraphImage Image(string line)
    {
        var (name, bases) = line.Split(':', 2) is [var first, var rest] ? (first, rest.Split(' ', StringSplitOptions.RemoveEmptyEntries)) : (line, []);
        var uses = bases.Select((text, index) => text.StartsWith('+') ? new BaseUse(Reference(text[1..]), BaseKind.Copy, index + 1) : new BaseUse(Reference(text), BaseKind.From, index + 1));
        return new GraphImage(name, Reference(name).WithoutTag(), [new TagPattern("latest"), new TagPattern("v{version}")], new BaseReading([.. uses], []), new ImageOrigin.Template($"images/{name}"));
    }

    public static Digest Digest(char digit) => Oci.Digest.Parse($"sha256:{new string(digit, 64)}");
}
