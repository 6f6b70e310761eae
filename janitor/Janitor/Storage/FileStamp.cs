namespace RegistryJanitor.Storage;

/// <summary>What <c>statx</c> says of a link file: enough to notice that it was written again.</summary>
/// <param name="ModifiedNanoseconds">mtime in nanoseconds since 1970-01-01 UTC. For a tag's <c>current/link</c> this is the last push.</param>
/// <param name="Size">Bytes. 0 means that a push is just writing it, or that one was cut off: 2.8.3 truncates, then writes.</param>
public readonly record struct FileStamp(long ModifiedNanoseconds, long Size)
{
    private const long Second = 1_000_000_000;

    // FAT and what is exported from it count in steps of two seconds; the rest is what the clocks of two hosts may differ.
    private static readonly TimeSpan s_coarsest = TimeSpan.FromSeconds(5);

    /// <summary>mtime, UTC, to the 100 nanoseconds that .NET can hold. Times outside its range become its ends.</summary>
    public DateTimeOffset ModifiedAt
    {
        get
        {
            var ticks = (Int128)DateTime.UnixEpoch.Ticks + (ModifiedNanoseconds / 100);
            return new DateTimeOffset((long)Int128.Clamp(ticks, DateTime.MinValue.Ticks, DateTime.MaxValue.Ticks), TimeSpan.Zero);
        }
    }

    /// <summary>Whether a file written again after a moment could still have this stamp: some file systems know whole seconds only, and all links have one size.</summary>
    public bool CouldHideAWriteAfter(DateTimeOffset moment) => ModifiedNanoseconds % Second == 0 && ModifiedAt > moment - s_coarsest;
}
