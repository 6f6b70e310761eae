using System.Globalization;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Mirrors;

/// <summary>The published git-mirror between two real web servers that want a password: what it fetches, pushes, and says.</summary>
public sealed class BetweenRealServersTests : IAsyncLifetime
{
    private readonly MirrorStage _stage = new();
    private Lighttpd? _server;

    private Lighttpd Server => _server!;

    public async Task InitializeAsync()
    {
        if (Tools.Optional("TEST_LIGHTTPD") is null)
            return;
        _server = await Lighttpd.StartAsync(_stage.Folder, Directory.CreateDirectory(_stage.Folder["repositories"]).FullName);
        _stage.Settings["MIRROR_CREDENTIALS_FILE"] = _stage.Folder["credentials"];
        await File.WriteAllTextAsync(_stage.Folder["credentials"], string.Create(CultureInfo.InvariantCulture, $"http://{Lighttpd.User}:{Lighttpd.Password}@127.0.0.1:{Server.Port}\n"));
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        await _stage.DisposeAsync();
    }

    [ToolFact("TEST_LIGHTTPD")]
    public async Task A_private_upstream_reaches_a_private_destination_default_branch_first_and_nothing_shows_the_password()
    {
        var (upstream, destination) = Mirror("app");
        upstream.Git("tag", "v1", upstream.Commit("feature/one", "more"));

        var first = (await _stage.OnceAsync()).Expect(0);

        Assert.Equal(upstream.Git("for-each-ref", "--format=%(objectname) %(refname)"), destination.Refs);
        Assert.Equal([": refs/heads/main", "ci.skip: refs/heads/feature/one refs/tags/v1"], destination.Pushes);
        Assert.DoesNotContain(Lighttpd.Password, $"{first}{_stage.State()}", StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(_stage.Data, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Lighttpd.Password, await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    [ToolFact("TEST_LIGHTTPD")]
    public async Task A_server_that_declines_as_GitLab_does_is_pushed_to_as_far_as_it_lets()
    {
        var (upstream, destination) = Mirror("app");
        (await _stage.OnceAsync()).Expect(0);
        destination.Decline("""[ "$ref" = refs/heads/main ] && { echo "GitLab: You are not allowed to force push code to a protected branch on this project." >&2; exit 1; }; exit 0""");
        upstream.Commit("main", "rewritten", orphan: true);
        var other = upstream.Commit("other", "more");

        (await _stage.OnceAsync()).Expect(1, "protected-force-push");

        Assert.Contains($"{other} refs/heads/other", destination.Refs, StringComparison.Ordinal);
    }

    [ToolFact("TEST_LIGHTTPD")]
    public async Task A_wrong_password_is_told_as_such_and_loses_nothing()
    {
        var (upstream, destination) = Mirror("app");
        (await _stage.OnceAsync()).Expect(0);
        var before = destination.Refs;
        upstream.Commit("main", "second");
        await File.WriteAllTextAsync(_stage.Folder["credentials"], string.Create(CultureInfo.InvariantCulture, $"http://{Lighttpd.User}:old-{Lighttpd.Password}@127.0.0.1:{Server.Port}\n"));

        (await _stage.OnceAsync()).Expect(1, "credentials-refused").Lacks(Lighttpd.Password);

        Assert.Equal(before, destination.Refs);
    }

    private (UpstreamRepository Upstream, DestinationRepository Destination) Mirror(string name)
    {
        _stage.List.Add($"{{ name: {name}, upstream: '{Server.Url($"{name}.git")}', destination: '{Server.Url($"to-{name}.git")}' }}");
        return (new UpstreamRepository(_stage.Folder[$"repositories/{name}.git"]), new DestinationRepository(_stage.Folder[$"repositories/to-{name}.git"]));
    }
}
