using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Makes the files of a build ready for an engine.</summary>
public interface IContextPreparer
{
    /// <summary>Puts a request's context, checked and by itself, below <paramref name="workDirectory"/>.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="workDirectory">Absolute, there, for this build alone; whoever gave it removes it.</param>
    /// <param name="cancel">Ends it.</param>
    /// <exception cref="ContextRefusedException">It cannot be built, and its message says why.</exception>
    Task<PreparedContext> PrepareAsync(BuildRequest request, string workDirectory, CancellationToken cancel);
}
