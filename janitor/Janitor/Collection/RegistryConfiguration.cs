using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace RegistryJanitor.Collection;

/// <summary>What the registry's collector would work with: its configuration file and the <c>REGISTRY_*</c> variables over it.</summary>
/// <remarks>
/// Rules of distribution 2.8.3, configuration/parser.go: the variables are applied in the order of their names, <c>REGISTRY_A_B</c> sets the
/// key <c>b</c> of <c>a</c>, and a value is YAML, so one variable may replace a whole section. The first word must be in upper case.
/// </remarks>
/// <param name="Driver">The storage driver, e.g. <c>filesystem</c>.</param>
/// <param name="RootDirectory">The root directory of the filesystem driver.</param>
/// <param name="DescriptorCache">The blob descriptor cache, e.g. <c>inmemory</c>; null when there is none.</param>
public sealed record RegistryConfiguration(string Driver, string RootDirectory, string? DescriptorCache)
{
    private const string Prefix = "REGISTRY_";

    // Sections of `storage` that are not a driver (configuration.go, Storage.Type).
    private static readonly HashSet<string> s_notDrivers = new(StringComparer.Ordinal) { "maintenance", "cache", "delete", "redirect", "tag" };

    /// <summary>Reads the effective configuration.</summary>
    /// <param name="yaml">The text of the configuration file.</param>
    /// <param name="environment">The process's variables; others than <c>REGISTRY_*</c> are ignored.</param>
    /// <exception cref="FormatException">It is not one that the registry would start with.</exception>
    public static RegistryConfiguration Read(string yaml, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var root = Parse(yaml, "the configuration file") as YamlMappingNode ?? throw new FormatException("The registry's configuration file is empty.");
        var overrides = environment.ToList().FindAll(IsOverride);
        overrides.Sort((one, other) => string.CompareOrdinal(one.Key, other.Key));
        foreach (var (name, value) in overrides)
        {
            var path = name[Prefix.Length..].Split('_');
            if (string.Equals(path[0], path[0].ToUpperInvariant(), StringComparison.Ordinal))
                Override(root, path.Select(word => word.ToLowerInvariant()).ToArray(), Parse(value, name));
        }

        RefuseMergeKeys(root);

        var storage = Child(root, "storage") switch
        {
            YamlMappingNode sections => sections,
            YamlScalarNode { Value: { Length: > 0 } driver } => new YamlMappingNode(driver, new YamlMappingNode()), // `storage: inmemory`
            _ => throw new FormatException("The registry's configuration has no `storage`."),
        };
        var drivers = storage.Children.Keys.Select(key => key.ToString().ToLowerInvariant()).Where(key => !s_notDrivers.Contains(key)).ToArray();
        if (drivers is not [var only])
            throw new FormatException($"The registry's configuration names {drivers.Length} storage drivers ({string.Join(", ", drivers)}); it needs exactly one.");
        return new RegistryConfiguration(
            only,
            Text(Child(Child(storage, only), "rootdirectory")) ?? "/var/lib/registry",
            Text(Child(Child(storage, "cache"), "blobdescriptor")) ?? Text(Child(Child(storage, "cache"), "layerinfo")));
    }

    /// <summary>The registry resolves <c>&lt;&lt;</c>; what it would read then is not known here.</summary>
    private static void RefuseMergeKeys(YamlNode root)
    {
        if (root.AllNodes.OfType<YamlMappingNode>().Any(section => section.Children.Keys.Any(key => Is(key, "<<"))))
            throw new FormatException("The registry's configuration has a merge key (<<); write what it merges in full.");
    }

    private static bool IsOverride(KeyValuePair<string, string> variable) =>
        variable.Key.StartsWith(Prefix, StringComparison.Ordinal) && variable.Key.Length > Prefix.Length;

    private static void Override(YamlMappingNode section, ReadOnlySpan<string> path, YamlNode? value)
    {
        if (path is [var last])
        {
            Set(section, last, value ?? new YamlScalarNode(""));
            return;
        }

        if (Child(section, path[0]) is not YamlMappingNode child)
            Set(section, path[0], child = new YamlMappingNode());
        Override(child, path[1..], value);
    }

    private static void Set(YamlMappingNode section, string key, YamlNode value)
    {
        foreach (var same in section.Children.Keys.Where(other => Is(other, key)).ToArray())
            section.Children.Remove(same);
        section.Add(key, value);
    }

    private static YamlNode? Parse(string text, string name)
    {
        try
        {
            var stream = new YamlStream();
            using var reader = new StringReader(text);
            stream.Load(reader);
            return stream.Documents is [var first, ..] ? first.RootNode : null;
        }
        catch (YamlException error)
        {
            throw new FormatException($"The registry's configuration, {name}, line {error.Start.Line}, is no YAML: {error.Message}", error);
        }
    }

    private static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode section ? section.Children.FirstOrDefault(pair => Is(pair.Key, key)).Value : null;

    private static bool Is(YamlNode key, string name) => string.Equals(Text(key), name, StringComparison.OrdinalIgnoreCase);

    private static string? Text(YamlNode? node) => node is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;
}
