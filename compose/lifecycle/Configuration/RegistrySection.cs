using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>The section <c>registry</c>: how registries are spoken to. What imglife keeps there about its build records is of no use here.</summary>
public sealed record RegistrySection
{
    /// <summary>Nothing is special.</summary>
    public static RegistrySection Default { get; } = new();

    /// <summary>
    /// The names of the registry that the janitor keeps (<c>registry:5000</c>, <c>localhost:5000</c>, its public name): one registry, and the janitor's to clean.
    /// </summary>
    public IReadOnlyList<string> Own { get; init; } = [];

    /// <summary>Registries that speak http, besides those of which it is plain (this machine, private addresses, names without a dot).</summary>
    public IReadOnlyList<string> Insecure { get; init; } = [];

    /// <summary>Registries that speak https although they look as if they did not.</summary>
    public IReadOnlyList<string> Secure { get; init; } = [];

    /// <summary>Whether the janitor keeps a registry.</summary>
    public bool IsOwn(string registry) => Own.Contains(RegistryHost.Canonical(registry), StringComparer.Ordinal);

    /// <summary>The image under the first name of our own registry, if it is there: equal for two references to the same image.</summary>
    public ImageReference Same(ImageReference image) => IsOwn(image.Registry) ? image with { Registry = Own[0] } : image;
}
