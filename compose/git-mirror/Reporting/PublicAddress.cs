namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>An address as everybody may read it.</summary>
internal static class PublicAddress
{
    /// <summary>Without user name and password, wherever it came from: no label, report or page shows them.</summary>
    public static string Of(string address)
    {
        var begin = address.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var host = address[begin..].IndexOfAny(['/', '?', '#']) is >= 0 and var end ? address.AsSpan(begin, end) : address.AsSpan(begin);
        return host.LastIndexOf('@') is >= 0 and var at ? $"{address[..begin]}{address[(begin + at + 1)..]}" : address;
    }
}
