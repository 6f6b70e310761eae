namespace RegistryJanitor.GitMirror.Forges;

/// <summary>What a forge may cost.</summary>
public sealed record ForgeLimits
{
    /// <summary>One request with its whole answer.</summary>
    public TimeSpan Request { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Bytes of one answer: a page of 100 projects has about 400 KB.</summary>
    public int Answer { get; init; } = 32 * 1024 * 1024;

    /// <summary>Pages of one list.</summary>
    public int Pages { get; init; } = 1000;

    /// <summary>How often one request is made when the forge says "later".</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The longest wait before a further attempt; who asks for more is left alone until then.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(2);
}
