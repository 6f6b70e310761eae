namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>Why a registry did not do what it was asked for.</summary>
public enum RegistryFault
{
    /// <summary>It does not answer, or breaks off.</summary>
    Unreachable,

    /// <summary>It wants to know who asks, or does not let that one.</summary>
    Unauthorized,

    /// <summary>There is no such repository, manifest or blob.</summary>
    NotFound,

    /// <summary>It was asked too often: <see cref="RegistryException.RetryAt"/> says when to ask again.</summary>
    RateLimited,

    /// <summary>It takes nothing at present: it is read-only, as during a collection.</summary>
    ReadOnly,

    /// <summary>It has a failure of its own (5xx).</summary>
    Trouble,

    /// <summary>It refuses what it was asked (4xx).</summary>
    Refused,

    /// <summary>It answers what no registry should: other bytes than the digest says, a page instead of JSON, lists without end.</summary>
    Odd,
}
