namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A test with crane, which not every machine can have.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CraneFactAttribute : FactAttribute
{
    public CraneFactAttribute() => Skip = Tools.Optional("TEST_CRANE") is null ? "TEST_CRANE is not set" : null;
}
