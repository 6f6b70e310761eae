namespace RegistryJanitor.Lifecycle.EndOfLife.Site;

/// <summary>What endoflife.date may cost, and what we may cost it.</summary>
public sealed record SiteLimits
{
    /// <summary>One request with its whole answer.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of one answer, unpacked: the largest products have about 200 KB.</summary>
    public int Answer { get; init; } = 4 * 1024 * 1024;

    /// <summary>How often one request is made when the site has trouble or says "later".</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>Before the second attempt; twice as long before each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait that the site may ask for; who asks for more is left alone until then.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Requests at once.</summary>
    public int AtOnce { get; init; } = 4;
}
