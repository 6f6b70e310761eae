namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>What an image is for. <c>spe-dev</c> is watched for no end of life and is in no report.</summary>
public enum ImageType
{
    /// <summary><c>core</c>: a base image.</summary>
    Core,

    /// <summary><c>spe</c>: one for a special purpose.</summary>
    Spe,

    /// <summary><c>spe-dev</c>: one for developers.</summary>
    SpeDev,
}
