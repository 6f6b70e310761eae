namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A test with oras, which not every machine can have.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OrasFactAttribute : FactAttribute
{
    public OrasFactAttribute() => Skip = Tools.Optional("TEST_ORAS") is null ? "TEST_ORAS is not set" : null;
}
