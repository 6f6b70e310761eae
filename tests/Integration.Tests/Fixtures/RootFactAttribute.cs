namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A test that changes its root directory: root, or sudo without a password.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Tools.IsRoot || Tools.IsContinuousIntegration ? null : "only root can change the root directory of a process";
}
