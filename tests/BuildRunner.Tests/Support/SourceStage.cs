using System.Diagnostics.CodeAnalysis;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.Oci;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A volume with contexts and mirrors, and a preparer that looks at it.</summary>
internal sealed class SourceStage : IDisposable
{
    private int _work;

    public string Root { get; } = Directory.CreateTempSubdirectory("build-runner-tests-").FullName;

    public string Contexts => Directory.CreateDirectory(Path.Join(Root, "contexts")).FullName;

    public string Mirrors => Directory.CreateDirectory(Path.Join(Root, "mirrors")).FullName;

    public ContextLimits Limits { get; set; } = ContextLimits.Usual;

    public SourceMirror Mirror(string name = "app") => new(Path.Join(Mirrors, $"{name}.git"));

    /// <summary>Writes a file below the contexts.</summary>
    public void Write(string path, string content)
    {
        var file = Path.Join(Contexts, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    public void Link(string path, string target) => File.CreateSymbolicLink(Path.Join(Contexts, path), target);

    public Task<PreparedContext> PrepareAsync(ContextSource context, Func<BuildRequest, BuildRequest>? with = null)
    {
        var request = new BuildRequest
        {
            Id = new BuildId("test"),
            Image = new ImageName("registry:5000", RepositoryName.Parse("team/app")),
            Context = context,
            Tags = ["latest"],
            RequestedAt = DateTimeOffset.UnixEpoch,
        };
        var work = Directory.CreateDirectory(Path.Join(Root, "work", $"{_work++}")).FullName;
        return new ContextPreparer(Contexts, Mirrors, "git", TimeProvider.System) { Limits = Limits }
            .PrepareAsync(with is null ? request : with(request), work, CancellationToken.None);
    }

    /// <summary>The sentence of a refusal.</summary>
    public async Task<string> RefusalAsync(ContextSource context, Func<BuildRequest, BuildRequest>? with = null) =>
        (await Assert.ThrowsAsync<ContextRefusedException>(() => PrepareAsync(context, with))).Message;

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A test's own directory.")]
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
