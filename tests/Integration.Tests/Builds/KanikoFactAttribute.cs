namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A test with a real kaniko. No package has one, so without <c>KANIKO_EXECUTOR</c> it is skipped, also in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KanikoFactAttribute : FactAttribute
{
    public KanikoFactAttribute() => Skip =
        Tools.Optional("KANIKO_EXECUTOR") is null ? "KANIKO_EXECUTOR does not name an executor of kaniko; unit tests play one"
        : !Tools.IsRoot ? "only root can give kaniko a root directory of its own"
        : null;
}
