namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A test with a Docker engine. In CI a missing engine is no reason to skip: there the test runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DockerFactAttribute : FactAttribute
{
    public DockerFactAttribute() => Skip = Tools.HasDocker || Tools.IsContinuousIntegration ? null : "TEST_DOCKER is not 1: no Docker engine answers";
}
