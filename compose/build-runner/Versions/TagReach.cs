namespace RegistryJanitor.BuildRunner.Versions;

/// <summary>What a tag speaks for, as its template's placeholders show.</summary>
public enum TagReach
{
    /// <summary>One version or one commit, for ever: <c>v{version}</c>, <c>upstream-{short_sha}</c>.</summary>
    Exact = 0,

    /// <summary>The newest of <c>X.Y</c>: <c>{major}.{minor}</c>.</summary>
    Minor,

    /// <summary>The newest of <c>X</c>: <c>v{major}</c>.</summary>
    Major,

    /// <summary>The newest of all: <c>latest</c>.</summary>
    All,
}
