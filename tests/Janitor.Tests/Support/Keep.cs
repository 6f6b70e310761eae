using RegistryJanitor.Retention;

namespace RegistryJanitor.Tests.Support;

/// <summary>Policies as the environment makes them.</summary>
internal static class Keep
{
    /// <summary>KEEP_LAST_N.</summary>
    public static RetentionPolicies Last(int count) => RetentionPolicies.Everywhere([new KeepLast(count)]);
}
