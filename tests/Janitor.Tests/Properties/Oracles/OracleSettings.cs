namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>What a pass is told.</summary>
/// <param name="KeepLast">KEEP_LAST_N.</param>
/// <param name="Now">When it runs, UTC.</param>
/// <param name="Grace">GC_GRACE_SECS.</param>
/// <param name="UploadsKeep">UPLOADS_KEEP_SECS.</param>
internal sealed record OracleSettings(int KeepLast, DateTime Now, TimeSpan Grace, TimeSpan UploadsKeep)
{
    /// <summary>Within the grace.</summary>
    public bool IsYoung(DateTime at) => at >= Now - Grace;
}
