namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>Scheme, host and port: what a credential is for. Nothing less is compared, so that no other server on the same host gets it.</summary>
/// <param name="Scheme">Lower case, such as <c>https</c>.</param>
/// <param name="Host">Lower case.</param>
/// <param name="Port">Never left out.</param>
public sealed record Origin(string Scheme, string Host, int Port)
{
    /// <summary>Of an address.</summary>
    public static Origin Of(Uri address) => new(address.Scheme, address.IdnHost.ToLowerInvariant(), address.Port);

    /// <summary>As it is written: without the scheme's own port.</summary>
    public override string ToString()
    {
        var host = Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host;
        return (Scheme, Port) is ("https", 443) or ("http", 80) or (_, < 0) ? $"{Scheme}://{host}" : $"{Scheme}://{host}:{Port}";
    }
}
