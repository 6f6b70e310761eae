using System.Collections.Concurrent;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>The manifests of a store, each read once; for several threads.</summary>
/// <param name="layout">The store.</param>
internal sealed class VerifiedManifests(StorageLayout layout)
{
    private readonly ConcurrentDictionary<Digest, Lazy<ManifestFile>> _read = new();

    /// <summary>How many were understood.</summary>
    public int Understood => _read.Values.Count(file => file.Value is ManifestFile.Understood);

    /// <summary>The manifest that is stored under a digest.</summary>
    public ManifestFile Of(Digest file) => _read.GetOrAdd(file, digest => new Lazy<ManifestFile>(() => ManifestFile.Read(layout, digest))).Value;

    /// <summary>Forgets those that were not understood, so that they are read again.</summary>
    /// <param name="isFaulty">Others that are to be forgotten, because their bytes are not right.</param>
    public void ForgetFaults(Predicate<Digest> isFaulty)
    {
        foreach (var (digest, file) in _read)
        {
            if (file.Value is not ManifestFile.Understood || isFaulty(digest))
                _read.TryRemove(digest, out _);
        }
    }
}
