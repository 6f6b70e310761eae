namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A real client: pushes from an OCI layout, pulls everything into a folder, its own checks of every digest included.</summary>
internal abstract class Client(RegistryClient registry, Folder folder)
{
    private int _folders;

    public async Task PushAsync(SampleImage image, string repository, string tag) =>
        (await StartedProgram.RunAsync(PushCommand(OciLayout.Write(NextFolder(), image, tag), $"{registry.Address}/{repository}:{tag}", tag), Home)).Expect(0);

    public async Task PullsAsync(string repository, string tag) => (await PullAsync(repository, tag)).Expect(0);

    /// <summary>The client must fail, and because there is no such manifest.</summary>
    public async Task IsGoneAsync(string repository, string tag) => (await PullAsync(repository, tag)).Expect(1, Absent);

    /// <summary>The client's words for a manifest that is not there.</summary>
    protected abstract string Absent { get; }

    protected abstract string[] PushCommand(string layout, string target, string tag);

    protected abstract string[] PullCommand(string source, string into);

    protected Dictionary<string, string> Home => new(StringComparer.Ordinal) { ["HOME"] = folder.Root };

    protected Task<ProgramExit> PullAsync(string repository, string tag) =>
        StartedProgram.RunAsync(PullCommand($"{registry.Address}/{repository}:{tag}", NextFolder()), Home);

    private string NextFolder() => Directory.CreateDirectory(folder[$"{GetType().Name}-{Interlocked.Increment(ref _folders)}"]).FullName;
}
