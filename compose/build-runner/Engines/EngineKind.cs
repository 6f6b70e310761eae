namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>What <c>BUILD_ENGINE</c> may be.</summary>
public enum EngineKind
{
    /// <summary>In its own container, without privileges.</summary>
    Kaniko = 0,

    /// <summary>On the host.</summary>
    Buildah,

    /// <summary>A Docker engine or BuildKit.</summary>
    Buildx,
}
