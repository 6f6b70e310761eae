namespace RegistryJanitor.Tests.Support;

/// <summary>A place in a client's or the registry's work where a pass can come in between.</summary>
internal enum Cut
{
    /// <summary>Between two requests: for as long as the client likes.</summary>
    BetweenRequests,

    /// <summary>In a request: for less than the settle time.</summary>
    InRequest,

    /// <summary>A link is truncated and its new bytes are just being written.</summary>
    InWrite,
}
