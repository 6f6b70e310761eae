using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Tests.Support;

/// <summary>The executable <c>lifecycle</c> as a process of its own.</summary>
internal static class LifecycleProcess
{
    /// <summary>Runs it to its end, in a folder that is its home too.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, IReadOnlyDictionary<string, string?> environment, params string[] arguments)
    {
        var (output, error) = (new List<string>(), new List<string>());
        var exit = await ChildProcess.RunAsync(
            new ChildCommand("dotnet", [Path.Join(AppContext.BaseDirectory, "lifecycle.dll"), .. arguments])
            {
                WorkingDirectory = folder,
                Environment = new Dictionary<string, string?>(environment, StringComparer.Ordinal) { ["HOME"] = folder },
                TimeLimit = TimeSpan.FromMinutes(1),
            },
            output.Add,
            TimeProvider.System,
            CancellationToken.None,
            error.Add);
        return (Assert.IsType<ChildExit.Exited>(exit).Code, string.Join('\n', output), string.Join('\n', error));
    }
}
