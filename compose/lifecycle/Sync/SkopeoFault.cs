namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>What kind of failure skopeo had.</summary>
internal enum SkopeoFault
{
    /// <summary>Trying again would fail again.</summary>
    Lasting,

    /// <summary>A connection or a registry had a moment.</summary>
    Passing,

    /// <summary>The target takes nothing at present (405).</summary>
    ReadOnly,

    /// <summary>A registry was asked too often (429).</summary>
    RateLimited,
}
