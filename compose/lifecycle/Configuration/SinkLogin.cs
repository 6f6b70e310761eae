namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Who we are to somebody who is told.</summary>
public abstract record SinkLogin
{
    private SinkLogin()
    {
    }

    /// <summary>Nobody.</summary>
    public sealed record Nobody : SinkLogin;

    /// <summary>The holder of a token: <c>Authorization: Bearer</c> (RFC 6750).</summary>
    /// <param name="Token">It.</param>
    public sealed record Holder(Secret Token) : SinkLogin;

    /// <summary>A user: <c>Authorization: Basic</c> (RFC 7617).</summary>
    /// <param name="Name">Without a colon.</param>
    /// <param name="Password">Theirs.</param>
    public sealed record User(string Name, Secret Password) : SinkLogin;
}
