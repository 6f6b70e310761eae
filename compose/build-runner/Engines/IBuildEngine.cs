using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>A program that builds images. What it is told is pure: a job becomes commands.</summary>
public interface IBuildEngine
{
    /// <summary>As in <c>BUILD_ENGINE</c>.</summary>
    string Name { get; }

    /// <summary>What it cannot do correctly for a job, in a sentence without its stop; null: nothing stands in the way.</summary>
    string? Refusal(BuildJob job);

    /// <summary>Files that the commands read, by name in the work directory of the job: written by whoever runs them, before the first.</summary>
    IReadOnlyDictionary<string, string> Files(BuildJob job);

    /// <summary>The commands of a job, in order; the first that fails ends it.</summary>
    IReadOnlyList<ChildCommand> Commands(BuildJob job);

    /// <summary>Makes the container as it has to be before and after every build, also after one that was killed.</summary>
    /// <exception cref="UncleanException">It is not so, and nothing may be built here any more: the process has to end.</exception>
    Task CleanAsync(CancellationToken cancel);
}
