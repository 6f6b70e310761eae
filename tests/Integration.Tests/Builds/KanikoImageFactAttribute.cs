namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>A test of the compose stack with a real kaniko. Where its image cannot be pulled and <c>KANIKO_EXECUTOR</c> names no executor, it is skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KanikoImageFactAttribute : FactAttribute
{
    public KanikoImageFactAttribute() => Skip =
        !Tools.HasDocker && !Tools.IsContinuousIntegration ? "TEST_DOCKER is not 1: no Docker engine answers"
        : IsStandIn ? "TEST_KANIKO_IMAGE is the stand-in that builds nothing"
        : null;

    /// <summary>Whether the image has a script in the executor's place.</summary>
    public static bool IsStandIn => Tools.Optional("TEST_KANIKO_IMAGE")?.EndsWith(":none", StringComparison.Ordinal) ?? false;
}
