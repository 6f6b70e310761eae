using System.Collections;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Whether the registry's own collector may run on a store: each condition here has cost somebody images.</summary>
public static class CollectorPreconditions
{
    /// <summary>Why the collector must not run, a sentence with its cure; null when it may.</summary>
    /// <param name="layout">The store that the janitor works on.</param>
    /// <param name="configurationFile">The file the collector would be given.</param>
    /// <param name="environment">The variables it would inherit.</param>
    public static string? RefusalByConfiguration(
        StorageLayout layout, string configurationFile, IEnumerable<KeyValuePair<string, string>> environment)
    {
        RegistryConfiguration effective;
        try
        {
            effective = RegistryConfiguration.Read(File.ReadAllText(configurationFile), environment);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            return $"{configurationFile} does not say what the registry works on: {error.Message} Set JANITOR_REGISTRY_CONFIG to the registry's own file.";
        }

        if (!string.Equals(effective.Driver, "filesystem", StringComparison.Ordinal))
            return $"the registry stores by its '{effective.Driver}' driver, not in {layout.Root}. Give the janitor the same REGISTRY_* variables as the registry.";
        if (!IsSameDirectory(effective.RootDirectory, layout.Root))
            return $"the registry works on {effective.RootDirectory}, the janitor works on {layout.Root}. Set JANITOR_DATA_DIR and the registry's rootdirectory to the same directory, and give both processes the same REGISTRY_* variables.";
        if (effective.DescriptorCache is "inmemory" or "redis")
            return $"the registry's blob descriptor cache is on ({effective.DescriptorCache}): it would go on saying that collected layers exist, and the next push of them could not be pulled. Remove storage.cache from {configurationFile} (or set REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR=disabled) for the registry and the janitor, then restart the registry.";
        return null;
    }

    /// <summary>The same question, asked of the store.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="store">As it was scanned.</param>
    public static string? RefusalByStore(StorageLayout layout, ScannedStore store)
    {
        foreach (var repository in store.Repositories)
        {
            // The collector of 2.8.3 finds repositories by their _layers directory.
            if (repository is { HasManifests: true, HasLayers: false })
                return $"repository {repository.Name} has manifests but no {StorageLayout.LayersName} directory, so registry 2.8.3 would not see it and collect its blobs. Push one of its images again.";

            // It marks a layer under the name that the manifest gives it; a push by sha512 is stored under sha256.
            var path = layout.Layers(repository.Name);
            using var layers = OpenDirectory.TryOpen(path, out var error);
            StoreFault? fault = null;
            var algorithms = DirectoryLister.Directories(layers, error, path, found => fault ??= found as StoreFault.Unreadable);
            if (fault is not null)
                return $"the layer links of repository {repository.Name} cannot be read: {fault}";
            if (algorithms.Exists(algorithm => algorithm is not "sha256"))
                return $"repository {repository.Name} has layers that were pushed by another digest than sha256; registry 2.8.3 would collect them although they are in use. Push its images again with sha256 digests.";
        }

        return null;
    }

    /// <summary>This process's variables, which a child inherits.</summary>
    public static IEnumerable<KeyValuePair<string, string>> OwnEnvironment()
    {
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
            yield return KeyValuePair.Create((string)variable.Key, (string?)variable.Value ?? "");
    }

    private static bool IsSameDirectory(string one, string other) => string.Equals(Resolve(one), Resolve(other), StringComparison.Ordinal);

    private static string Resolve(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Directory.Exists(full) ? Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
    }
}
