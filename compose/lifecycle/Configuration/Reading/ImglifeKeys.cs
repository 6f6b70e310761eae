using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Keys of imglife's that have no effect here: accepted, and told once a kind, at the first place.</summary>
/// <param name="notices">Where they are told.</param>
internal sealed class ImglifeKeys(YamlMistakes notices)
{
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>What a key of the kind <c>hooks</c> does not do.</summary>
    public const string OnHooks = "has no effect: lifecycle runs no command of the file; let the pipeline run it";

    /// <summary>What <c>sbom</c> and <c>builder</c> do not do.</summary>
    public const string OnBuilders = "has no effect: images are built by build-runner, and its settings say with what";

    /// <summary>Makes keys known, and tells why the first of them has no effect.</summary>
    /// <param name="section">Where they may stand.</param>
    /// <param name="kind">Of which one is told.</param>
    /// <param name="why">The end of a sentence that begins with the key.</param>
    /// <param name="keys">They.</param>
    public void Ignore(YamlSection section, string kind, string why, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (section.Has(key) && _told.Add(kind))
                section.Ignore(key, notices, $"{Fields.Of(section, key)} {why}");
        }
    }
}
