using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>Whether blobs may be collected at all: each condition here has cost somebody images.</summary>
internal static class BlobPreconditions
{
    /// <summary>Why no blob may go, a sentence with its cure; null when they may.</summary>
    public static string? Refusal(StorageLayout layout, JanitorSettings settings, ScannedStore store, CollectionPlan plan)
    {
        // Asked also of an empty store: it may be empty because it is the wrong directory.
        if (CollectorPreconditions.RefusalByConfiguration(layout, settings.RegistryConfiguration, CollectorPreconditions.OwnEnvironment()) is { } misconfigured)
            return misconfigured;
        if (!Directory.Exists(layout.Repositories) && Directory.Exists(layout.Blobs))
            return $"{layout.Repositories} is missing although there are blobs. Is the store restored or mounted only in part?";
        StoreFault.Unreadable[] ignorance = [.. plan.Ignorance];
        if (ignorance is [var first, ..])
            return $"{ignorance.Length} places in the store cannot be read or understood, and any blob may be meant there. The first: {first}";
        return settings.Engine is GcEngine.Registry ? CollectorPreconditions.RefusalByStore(layout, store) : null;
    }
}
