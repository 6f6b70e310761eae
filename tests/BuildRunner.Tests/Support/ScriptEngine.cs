using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>An engine that is a line of shell: <c>$1</c> is the request, <c>$2</c> the directory that plays the registry, then come the tags.</summary>
internal sealed class ScriptEngine(string script, string registry) : IBuildEngine
{
    private int _cleaned;

    public string Name => "script";

    public int Cleaned => _cleaned;

    /// <summary>The how manieth cleaning fails; 0: none.</summary>
    public int FailsAtCleaning { get; set; }

    public string? Refuses { get; set; }

    public BuildJob? Job { get; private set; }

    public string? Refusal(BuildJob job) => Refuses;

    public IReadOnlyDictionary<string, string> Files(BuildJob job) => new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<ChildCommand> Commands(BuildJob job)
    {
        Job = job;
        return [new ChildCommand("sh", ["-c", script, "sh", job.Request.Id.Value, registry, .. job.Tags]) { WorkingDirectory = job.WorkDirectory }];
    }

    public Task CleanAsync(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (Interlocked.Increment(ref _cleaned) == FailsAtCleaning)
            throw new InvalidOperationException("the container could not be wiped");
        return Task.CompletedTask;
    }
}
