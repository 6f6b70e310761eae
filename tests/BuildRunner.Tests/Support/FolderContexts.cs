using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>An empty context in the work directory, or none.</summary>
internal sealed class FolderContexts : IContextPreparer
{
    public string? Refuses { get; set; }

    public PreparedContext Context { get; set; } = new("", "", null, null);

    public Task<PreparedContext> PrepareAsync(BuildRequest request, string workDirectory, CancellationToken cancel)
    {
        if (Refuses is not null)
            throw new ContextRefusedException(Refuses);
        var directory = Directory.CreateDirectory(Path.Join(workDirectory, "context")).FullName;
        return Task.FromResult(Context with { Directory = directory, Dockerfile = Path.Join(directory, "Dockerfile") });
    }
}
