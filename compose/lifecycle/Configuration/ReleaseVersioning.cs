namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>How build-runner makes a version of commit messages.</summary>
public enum ReleaseVersioning
{
    /// <summary><c>none</c>: there is none.</summary>
    None,

    /// <summary><c>conventional</c>: Conventional Commits since the last release tag.</summary>
    Conventional,

    /// <summary><c>seed</c>: the last message alone, as the pipeline had it that build-runner replaces.</summary>
    Seed,
}
