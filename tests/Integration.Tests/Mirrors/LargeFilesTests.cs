using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.GitMirror;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.Integration.Tests.Mirrors;

public sealed class LargeFilesTests : IAsyncLifetime
{
    private const string Attributes = "*.bin filter=lfs diff=lfs merge=lfs -text\n";

    private readonly MirrorStage _stage = new();
    private readonly LfsServer _lfs;

    public LargeFilesTests()
    {
        _lfs = new LfsServer(_stage.Server);
        _stage.Settings["PATH"] = $"{Path.GetDirectoryName(Tools.GitLfs)}:{Environment.GetEnvironmentVariable("PATH")}";
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [ToolFact("TEST_GIT_LFS")]
    public async Task Large_files_of_every_branch_and_of_old_commits_arrive_and_an_unchanged_upstream_costs_one_request()
    {
        var upstream = _stage.Upstream(more: ", lfs: true");
        upstream.Write("main", (".gitattributes", Attributes), ("a.bin", _lfs.Add("old content")));
        upstream.Write("main", ("a.bin", _lfs.Add("new content")));
        upstream.Write("other", (".gitattributes", Attributes), ("b.bin", _lfs.Add("other content")));

        (await _stage.OnceAsync()).Expect(0);

        foreach (var content in new[] { "old content", "new content", "other content" })
            Assert.Equal(content, Kept(content));
        await ConfigIsPlainAsync();

        _stage.Server.Requests.Clear();
        (await _stage.OnceAsync()).Expect(0);
        Assert.Single(_stage.Server.Requests);
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task Private_large_files_are_fetched_with_the_credential_of_the_upstream()
    {
        var upstream = _stage.Upstream(more: ", lfs: true");
        upstream.Write("main", (".gitattributes", Attributes), ("a.bin", _lfs.Add("content")));
        _stage.Server.Password = "s3cr3t-s3cr3t";
        await File.WriteAllTextAsync(_stage.Folder["credentials"], $"http://reader:s3cr3t-s3cr3t@127.0.0.1:{_stage.Server.Port}\n");
        _stage.Settings["MIRROR_CREDENTIALS_FILE"] = _stage.Folder["credentials"];

        var exit = (await _stage.OnceAsync()).Expect(0).Lacks("s3cr3t");

        Assert.Equal("content", Kept("content"));
        await ConfigIsPlainAsync();
        Assert.All(Directory.EnumerateFiles(_stage.Data, "*", SearchOption.AllDirectories), file => Assert.DoesNotContain("s3cr3t", File.ReadAllText(file), StringComparison.Ordinal));
        Assert.Contains("changed", exit.Output, StringComparison.Ordinal);
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task A_hostile_lfsconfig_leads_nowhere_else()
    {
        await using var elsewhere = new MirrorStage();
        var upstream = _stage.Upstream(more: ", lfs: true");
        var url = elsewhere.Server.Url("evil.git/info/lfs");
        upstream.Write(
            "main",
            (".lfsconfig", $"[lfs]\n\turl = {url}\n\tpushurl = {url}\n\tfetchexclude = *\n\tskipdownloaderrors = true\n[remote \"origin\"]\n\tlfsurl = {url}\n"),
            (".gitattributes", Attributes),
            ("a.bin", _lfs.Add("content")));

        (await _stage.OnceAsync()).Expect(0);
        // A second time, when HEAD has it.
        upstream.Write("main", ("b.bin", _lfs.Add("second content")));
        (await _stage.OnceAsync()).Expect(0);

        Assert.Equal("second content", Kept("second content"));
        Assert.Empty(elsewhere.Server.Requests);
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task A_large_file_that_the_upstream_does_not_have_changes_nothing_here_until_it_has_it()
    {
        var upstream = _stage.Upstream(more: ", lfs: true");
        (await _stage.OnceAsync()).Expect(0);
        var before = _stage.Git("rev-parse", "refs/heads/main");
        var commit = upstream.Write("main", (".gitattributes", Attributes), ("a.bin", _lfs.Add("content")));
        _lfs.Objects.Clear();

        (await _stage.OnceAsync()).Expect(1, "app lfs-missing");
        Assert.Equal(before, _stage.Git("rev-parse", "refs/heads/main"));

        _lfs.Add("content");
        (await _stage.OnceAsync()).Expect(0);
        Assert.Equal(commit, _stage.Git("rev-parse", "refs/heads/main"));
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task Large_files_that_are_wanted_later_come_although_no_ref_changed()
    {
        var upstream = _stage.Upstream();
        upstream.Write("main", (".gitattributes", Attributes), ("a.bin", _lfs.Add("content")));
        (await _stage.OnceAsync()).Expect(0, "names large files");
        (await _stage.OnceAsync()).Expect(0).Lacks("names large files");

        _stage.List[0] = _stage.List[0].Replace(" }", ", lfs: true }", StringComparison.Ordinal);
        (await _stage.OnceAsync()).Expect(0);

        Assert.Equal("content", Kept("content"));
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task A_large_file_server_that_sends_elsewhere_shows_the_credential_to_nobody_there()
    {
        await using var elsewhere = new MirrorStage();
        var shown = new ConcurrentBag<string?>();
        elsewhere.Server.InGitsPlace = context =>
        {
            shown.Add(context.Request.Headers["Authorization"]);
            context.Response.StatusCode = 401;
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"lfs\"";
            return Task.FromResult(true);
        };
        var upstream = _stage.Upstream(more: ", lfs: true");
        upstream.Write("main", (".gitattributes", Attributes), ("a.bin", _lfs.Add("content")));
        _stage.Server.Password = "s3cr3t-s3cr3t";
        _stage.Server.InGitsPlace = context =>
        {
            if (!context.Request.RawUrl!.Contains("/info/lfs/", StringComparison.Ordinal))
                return Task.FromResult(false);
            context.Response.StatusCode = 307;
            context.Response.RedirectLocation = elsewhere.Server.Url(context.Request.RawUrl.TrimStart('/'));
            return Task.FromResult(true);
        };
        await File.WriteAllTextAsync(_stage.Folder["credentials"], $"http://reader:s3cr3t-s3cr3t@127.0.0.1:{_stage.Server.Port}\n");
        _stage.Settings["MIRROR_CREDENTIALS_FILE"] = _stage.Folder["credentials"];

        (await _stage.OnceAsync()).Expect(1).Lacks("s3cr3t");

        Assert.All(shown, Assert.Null);
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task Large_files_of_a_mirror_go_to_a_destination_with_its_own_credential()
    {
        await using var destination = new MirrorStage();
        var there = new LfsServer(destination.Server);
        destination.Server.Password = "s3cr3t-s3cr3t";
        var upstream = _stage.Upstream(more: ", lfs: true");
        upstream.Write("main", (".gitattributes", Attributes), ("a.bin", _lfs.Add("content")));
        upstream.Write("other", (".gitattributes", Attributes), ("b.bin", _lfs.Add("other content")));
        (await _stage.OnceAsync()).Expect(0);
        var rules = new UrlRules(AllowHttp: true, AllowPrivate: true);
        var limits = new GitLimits(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(30));
        var url = GitUrl.Read(destination.Server.Url("copy.git"), rules).Url!;
        var lfsBeside = _stage.Folder.Script("git-with-lfs", $"PATH='{_stage.Settings["PATH"]}' exec git \"$@\"");
        var git = new GitExecutable(lfsBeside, Path.Join(_stage.Data, "home"), rules, limits, TimeProvider.System, NullLogger.Instance)
        {
            Credentials = CredentialBook.Of([new Credential(Origin.Of(url.Uri), "reader", "s3cr3t-s3cr3t")]),
        };

        await new LargeFiles(git, limits).PushAsync(_stage.Repository(), url, CancellationToken.None);

        Assert.Equal(["content", "other content"], there.Objects.Values.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.DoesNotContain(destination.Server.Requests, request => request.Contains("git-receive-pack", StringComparison.Ordinal));
    }

    [ToolFact("TEST_GIT_LFS")]
    public async Task A_machine_without_git_lfs_is_told()
    {
        _stage.Upstream(more: ", lfs: true");
        // A git that has nothing beside it.
        _stage.Settings["MIRROR_GIT_BIN"] = _stage.Folder.Script("git-alone", "PATH=/nowhere exec /usr/bin/git \"$@\"");

        (await _stage.OnceAsync()).Expect(1, "app no-lfs");
    }

    /// <summary>No address and no way to log in is written into the mirror's own settings; a version is.</summary>
    private async Task ConfigIsPlainAsync() =>
        Assert.DoesNotContain("127.0.0.1", await File.ReadAllTextAsync(Path.Join(_stage.Repository(), "config")), StringComparison.Ordinal);

    /// <summary>The content of a large file in the mirror.</summary>
    private string Kept(string content)
    {
        var oid = LfsServer.Oid(content);
        return File.ReadAllText(Path.Join(_stage.Repository(), "lfs", "objects", oid[..2], oid[2..4], oid));
    }
}
