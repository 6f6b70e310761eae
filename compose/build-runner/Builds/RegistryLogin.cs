using System.Text;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>Who we are to one registry; no other ever sees it.</summary>
/// <param name="Registry">Host and port.</param>
/// <param name="User">Without colon.</param>
/// <param name="Password">In no log.</param>
public sealed record RegistryLogin(string Registry, string User, string Password)
{
    /// <summary>As HTTP's basic authentication and docker's configuration want it (RFC 7617).</summary>
    public string Basic => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}"));

    /// <inheritdoc />
    public override string ToString() => $"{User} at {Registry}";
}
