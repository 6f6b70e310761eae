using System.Text;

namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>Who we are to one server. No record: a record would write its password wherever it is printed.</summary>
/// <param name="origin">The server.</param>
/// <param name="user">A name, which is not secret.</param>
/// <param name="password">A password or token.</param>
public sealed class Credential(Origin origin, string user, string password)
{
    /// <summary>The server.</summary>
    public Origin Origin { get; } = origin;

    /// <summary>The name.</summary>
    public string User { get; } = user;

    /// <summary>The password or token.</summary>
    internal string Password { get; } = password;

    /// <summary>The password in every shape in which a program could print it: raw, percent-encoded, and in the header of HTTP basic authentication.</summary>
    internal IEnumerable<string> Shapes =>
    [
        Password,
        Uri.EscapeDataString(Password),
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)),
    ];

    /// <summary>Says for whom, and nothing that is secret.</summary>
    public override string ToString() => $"{User} at {Origin}";
}
