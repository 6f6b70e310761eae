using System.Reflection;

namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>Ends of life that this program brings with it, for networks that endoflife.date cannot be reached from. Anything else that is known is better.</summary>
public static class BundledData
{
    private const string Resource = "bundled-eol-data.yaml";

    private static readonly Lazy<EndOfLifeData> s_data = new(Load);

    /// <summary>The day up to which it is known to be right.</summary>
    public static DateOnly AsOf { get; } = new(2026, 8, 22);

    /// <summary>It.</summary>
    public static EndOfLifeData Data => s_data.Value;

    /// <summary>As it was written.</summary>
    internal static string Text()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"{Resource} is not in this program; build it anew");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static EndOfLifeData Load()
    {
        var (data, mistakes) = DataReader.Read(Text(), Resource);
        return mistakes.Count == 0 ? data : throw new InvalidOperationException(mistakes[0]);
    }
}
