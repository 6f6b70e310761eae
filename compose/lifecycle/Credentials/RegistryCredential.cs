namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>Who we are to one registry; no other ever sees it. No record: a record would write its secret wherever it is printed.</summary>
/// <param name="registry">Host with its port where it has one.</param>
/// <param name="user">A name, which is not secret; empty where there is only a token.</param>
/// <param name="secret">A password or token.</param>
/// <param name="kind">What the secret is.</param>
/// <param name="origin">Where it was found, for messages: the name of a variable or a file.</param>
public sealed class RegistryCredential(string registry, string user, string secret, CredentialKind kind, string origin)
{
    /// <summary>The registry.</summary>
    public string Registry { get; } = registry;

    /// <summary>The name.</summary>
    public string User { get; } = user;

    /// <summary>The password or token.</summary>
    internal string Secret { get; } = secret;

    /// <summary>What <see cref="Secret"/> is.</summary>
    public CredentialKind Kind { get; } = kind;

    /// <summary>Where it was found.</summary>
    public string Origin { get; } = origin;

    /// <summary>Says for whom and from where, and nothing that is secret.</summary>
    public override string ToString() => $"{(User.Length > 0 ? User : "a token")} at {Registry}, from {Origin}";
}
