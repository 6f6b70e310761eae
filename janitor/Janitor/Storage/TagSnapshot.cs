namespace RegistryJanitor.Storage;

/// <summary>A tag as the scan saw it.</summary>
/// <param name="Tag">Its name.</param>
/// <param name="Link">The stamp of its <c>current/link</c>; the mtime is the last push of the tag.</param>
public sealed record TagSnapshot(Tag Tag, FileStamp Link)
{
    /// <summary>The last push, UTC.</summary>
    public DateTimeOffset PushedAt => Link.ModifiedAt;
}
