using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A real git server on 127.0.0.1 with one repository, <c>app.git</c>, and the list of mirrors that names it.</summary>
internal sealed class GitUpstream : IAsyncDisposable
{
    private readonly GitServer _server;

    public GitUpstream(Folder folder)
    {
        _server = new GitServer(Directory.CreateDirectory(folder["upstream"]).FullName);
        Repository = new UpstreamRepository(folder["upstream/app.git"]);
        List = folder["mirrors.yaml"];
        File.WriteAllText(List, $"mirrors:\n  - name: app\n    upstream: {_server.Url("app.git")}\n");
    }

    public UpstreamRepository Repository { get; }

    /// <summary>The file that names it, for <c>MIRROR_LIST</c>.</summary>
    public string List { get; }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
