namespace RegistryJanitor.Lifecycle.Rebuilding.Facts;

/// <summary>What came of the newest request for an image.</summary>
public abstract record ImageProgress
{
    private ImageProgress()
    {
    }

    /// <summary>There was none.</summary>
    public sealed record NeverAsked : ImageProgress;

    /// <summary>Its build has not ended, or its platforms are not joined yet.</summary>
    /// <param name="Words">Such as <c>app-0123456789ab waits</c>.</param>
    public sealed record Pending(string Words) : ImageProgress;

    /// <summary>It was built, or its result is no longer kept.</summary>
    public sealed record Built : ImageProgress;

    /// <summary>It was not built.</summary>
    /// <param name="Words">Such as <c>app-0123456789ab failed</c>.</param>
    public sealed record Failed(string Words) : ImageProgress;

    /// <summary>It cannot be told.</summary>
    /// <param name="Why">A sentence without its end.</param>
    public sealed record Unknown(string Why) : ImageProgress;
}
