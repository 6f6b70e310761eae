using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A real git server on 127.0.0.1 with the repository <c>app.git</c>, others if wanted, and the list of mirrors that names them.</summary>
internal sealed class GitUpstream : IAsyncDisposable
{
    private readonly Folder _folder;
    private readonly GitServer _server;

    public GitUpstream(Folder folder)
    {
        _folder = folder;
        _server = new GitServer(Directory.CreateDirectory(folder["upstream"]).FullName);
        Repository = new UpstreamRepository(folder["upstream/app.git"]);
        List = folder["mirrors.yaml"];
        File.WriteAllText(List, $"mirrors:\n  - name: app\n    upstream: {_server.Url("app.git")}\n");
    }

    public UpstreamRepository Repository { get; }

    /// <summary>The file that names it, for <c>MIRROR_LIST</c>.</summary>
    public string List { get; }

    /// <summary>One more, which the list names from now on.</summary>
    public UpstreamRepository Add(string name)
    {
        var repository = new UpstreamRepository(_folder[$"upstream/{name}.git"]);
        File.AppendAllText(List, $"  - name: {name}\n    upstream: {_server.Url($"{name}.git")}\n");
        return repository;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
