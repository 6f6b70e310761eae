namespace RegistryJanitor.Daemon;

/// <summary>
/// The variables that Kubernetes puts into every container for every service of its namespace
/// (https://kubernetes.io/docs/concepts/services-networking/service/#environment-variables). For a service called like one of our prefixes
/// they look like settings of ours: <c>JANITOR_SERVICE_HOST</c>, <c>JANITOR_PORT=tcp://10.0.0.1:5000</c>, <c>JANITOR_PORT_5000_TCP_ADDR</c>.
/// </summary>
internal static class KubernetesVariables
{
    internal static bool Contains(string name, string value) =>
        name.EndsWith("_SERVICE_HOST", StringComparison.Ordinal)
        || name.EndsWith("_SERVICE_PORT", StringComparison.Ordinal)
        || name.Contains("_SERVICE_PORT_", StringComparison.Ordinal)
        || (name.EndsWith("_PORT", StringComparison.Ordinal) && value.Contains("://", StringComparison.Ordinal))
        || IsOfOnePort(name.Split('_'));

    private static bool IsOfOnePort(string[] words) => words switch
    {
        [.., "PORT", var number, "TCP" or "UDP" or "SCTP"] => IsNumber(number),
        [.., "PORT", var number, "TCP" or "UDP" or "SCTP", "ADDR" or "PORT" or "PROTO"] => IsNumber(number),
        _ => false,
    };

    private static bool IsNumber(string word) => word.Length > 0 && word.All(char.IsAsciiDigit);
}
