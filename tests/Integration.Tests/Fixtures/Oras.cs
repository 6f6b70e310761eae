namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>oras.</summary>
internal sealed class Oras(RegistryClient registry, Folder folder) : Client(registry, folder)
{
    private readonly RegistryClient _registry = registry;
    private readonly Folder _folder = folder;

    protected override string Absent => "not found";

    /// <summary>Attaches an artifact to an image: a manifest with <c>subject</c>, and the fallback tag, since 2.8.3 has no referrers API.</summary>
    public async Task AttachAsync(string repository, string tag, string words)
    {
        await File.WriteAllTextAsync(_folder["attached.txt"], words);
        (await StartedProgram.RunAsync(
            [Tools.Oras, "attach", "--plain-http", "--artifact-type", "application/vnd.example.note", $"{_registry.Address}/{repository}:{tag}", "attached.txt:text/plain"],
            Home,
            _folder.Root)).Expect(0);
    }

    /// <summary>Pulls an image with everything attached to it.</summary>
    public Task<ProgramExit> PullWithReferrersAsync(string repository, string tag, string into) => StartedProgram.RunAsync(
        [Tools.Oras, "copy", "--recursive", "--from-plain-http", $"{_registry.Address}/{repository}:{tag}", "--to-oci-layout", $"{into}:pulled"], Home);

    protected override string[] PushCommand(string layout, string target, string tag) =>
        [Tools.Oras, "copy", "--from-oci-layout", $"{layout}:{tag}", "--to-plain-http", target];

    protected override string[] PullCommand(string source, string into) =>
        [Tools.Oras, "copy", "--from-plain-http", source, "--to-oci-layout", $"{into}:pulled"];
}
