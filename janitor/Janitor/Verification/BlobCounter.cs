namespace RegistryJanitor.Verification;

/// <summary>Counts blobs, for several threads.</summary>
internal sealed class BlobCounter
{
    private int _blobs;
    private long _bytes;

    /// <summary>What was counted; once everybody is done.</summary>
    public BlobCount Total => new(_blobs, _bytes);

    /// <summary>Counts one.</summary>
    /// <param name="size">Its bytes; null when it is not there.</param>
    public void Add(long? size)
    {
        if (size is not { } bytes)
            return;
        Interlocked.Increment(ref _blobs);
        Interlocked.Add(ref _bytes, bytes);
    }
}
