using System.Text;

namespace RegistryJanitor.Lifecycle.Credentials;

/// <summary>Who we are to one registry; no other ever sees it. No record: a record would write its secret wherever it is printed.</summary>
/// <param name="user">A name, which is not secret; empty where there is only a token.</param>
/// <param name="secret">A password or token.</param>
/// <param name="kind">What the secret is.</param>
/// <param name="origin">Where it was found, for messages: the name of a variable or a file.</param>
public sealed class RegistryCredential(string user, string secret, CredentialKind kind, string origin)
{
    /// <summary>The name.</summary>
    public string User { get; } = user;

    /// <summary>What the secret is.</summary>
    public CredentialKind Kind { get; } = kind;

    /// <summary>Where it was found.</summary>
    public string Origin { get; } = origin;

    /// <summary>The password or token.</summary>
    internal string Secret { get; } = secret;

    /// <summary>As HTTP's basic authentication and docker's configuration want it (RFC 7617).</summary>
    internal string Basic => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"));

    /// <summary>The secret in every shape in which a program could print it.</summary>
    internal IEnumerable<string> Shapes => [Secret, Uri.EscapeDataString(Secret), Basic];

    /// <summary>Says from where, and nothing that is secret.</summary>
    public override string ToString() => $"{(User.Length > 0 ? User : "a token")} of {Origin}";
}
