namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>The words for what came of tags and entries, in records and for people.</summary>
public static class SyncWords
{
    /// <summary>An entry: all well.</summary>
    public const string Ok = "ok";

    /// <summary>A tag was copied and verified.</summary>
    public const string Copied = "copied";

    /// <summary>A tag stayed as it is.</summary>
    public const string Kept = "kept";

    /// <summary>A tag, or something of an entry, failed.</summary>
    public const string Failed = "failed";

    /// <summary>A limit was reached; a later run goes on.</summary>
    public const string PutOff = "put_off";
}
