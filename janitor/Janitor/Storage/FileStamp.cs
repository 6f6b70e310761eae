namespace RegistryJanitor.Storage;

/// <summary>What <c>statx</c> says of a link file: enough to notice that it was written again.</summary>
/// <param name="ModifiedNanoseconds">mtime in nanoseconds since 1970-01-01 UTC. For a tag's <c>current/link</c> this is the last push.</param>
/// <param name="Size">Bytes. 0 means that a push is just writing it, or that one was cut off: 2.8.3 truncates, then writes.</param>
public readonly record struct FileStamp(long ModifiedNanoseconds, long Size)
{
    /// <summary>mtime, UTC, to the 100 nanoseconds that .NET can hold. Times outside its range become its ends.</summary>
    public DateTimeOffset ModifiedAt
    {
        get
        {
            var ticks = (Int128)DateTime.UnixEpoch.Ticks + (ModifiedNanoseconds / 100);
            return new DateTimeOffset((long)Int128.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        }
    }
}
