namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>The size of a change, smallest first.</summary>
public enum VersionBump
{
    /// <summary>The third number.</summary>
    Patch = 0,

    /// <summary>The second.</summary>
    Minor,

    /// <summary>The first.</summary>
    Major,
}
