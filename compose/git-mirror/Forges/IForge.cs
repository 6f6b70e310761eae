using RegistryJanitor.GitMirror.Git;


namespace RegistryJanitor.GitMirror.Forges;

/// <summary>What a push needs of the destination beside git: an upstream renames its default branch, and git has no words for that.</summary>
public interface IForge
{
    /// <summary>Makes an existing branch the default, and reads it back.</summary>
    /// <exception cref="MirrorException">The forge refuses, or cannot be reached.</exception>
    Task SetDefaultBranchAsync(ForgeProject project, string branch, CancellationToken cancel);

    /// <summary>Deletes a branch that a push may not delete, if it still is at <paramref name="at"/>.</summary>
    /// <exception cref="MirrorException">It moved, the forge refuses, or cannot be reached.</exception>
    Task DeleteBranchAsync(ForgeProject project, string branch, ObjectId at, CancellationToken cancel);
}
