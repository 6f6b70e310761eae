using System.Diagnostics;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class HostileUpstreamTests : IAsyncLifetime
{
    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Branches_that_are_named_like_options_commands_and_objects_are_mirrored_as_they_are()
    {
        var upstream = _stage.Upstream();
        var commit = upstream.Git("rev-parse", "main");
        string[] names = ["--upload-pack=id", "-d", "$(id)", "a;id", "a|b", "it's", "\"quoted\"", "HEAD", "refs/heads/main", "{}", "%s%00", "ünï-日本", new string('a', 40), new string('n', 200)];
        foreach (var name in names)
            upstream.Git("update-ref", $"refs/heads/{name}", commit);

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal($"refs/heads/main\n{upstream.Git("for-each-ref", "--format=%(objectname) %(refname)", "refs/heads", "refs/tags")}", _stage.Refs());
        await _stage.PassAsync();
        Assert.Single(_stage.Server.Requests);
    }

    [Theory]
    [InlineData("file:///{0}")]
    [InlineData("{0}")]
    [InlineData("ext::sh -c touch% {0}/ran")]
    [InlineData("git://127.0.0.1/app.git")]
    [InlineData("ssh://127.0.0.1/app.git")]
    [InlineData("--upload-pack=touch {0}/ran")]
    public async Task What_the_list_refuses_git_refuses_again(string address)
    {
        _stage.Upstream();
        await _stage.PassAsync();
        var git = new GitExecutable("git", _stage.Layout.Home, _stage.Settings.Rules, _stage.Limits, TimeProvider.System, _stage.Log);
        var lines = new List<string>();

        var (code, _) = await git.TryAsync(new GitCommand("ls-remote") { Positionals = [string.Format(null, address, _stage.Repository())] }, lines.Add, CancellationToken.None);

        Assert.NotEqual(0, code);
        Assert.Empty(lines);
        Assert.False(File.Exists(Path.Join(_stage.Repository(), "ran")));
    }

    [Theory]
    [InlineData("author A <a@example.org> 1 +51800\ncommitter A <a@example.org> 1 +51800", null)]
    [InlineData("author A <a@example.org>1 +0000\ncommitter A <a@example.org>1 +0000", null)]
    [InlineData("author nobody 1 +0000\ncommitter nobody 1 +0000", "bad-objects")]
    [InlineData("author A <a@example.org> x\ncommitter A <a@example.org> x", "bad-objects")]
    public async Task Old_harmless_mistakes_in_commits_are_taken_as_forges_take_them_and_others_are_not(string people, string? code)
    {
        var upstream = _stage.Upstream();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, $"tree {upstream.Git("mktree")}\n{people}\n\nold\n");
        upstream.Git("update-ref", "refs/heads/main", upstream.Git("hash-object", "-t", "commit", "-w", "--literally", file));

        var result = await _stage.PassAsync();

        Assert.Equal(code is null ? null : $"1 of 1 mirrors are not like their upstream: app ({code})", (result as PassResult.Failed)?.Sentence);
    }

    [Fact]
    public async Task A_repository_of_another_user_is_worked_in_for_it_is_named_outright()
    {
        var upstream = _stage.Upstream();
        await _stage.PassAsync();
        _stage.GitExecutable = Script("GIT_TEST_ASSUME_DIFFERENT_OWNER=1 exec git \"$@\"");
        var commit = upstream.Commit("main", "second");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(commit, _stage.State().New);
    }

    [Fact]
    public async Task A_git_that_talks_without_end_neither_blocks_nor_fills_a_log()
    {
        _stage.Upstream();
        _stage.GitExecutable = Script("yes 'fatal: words and words and words' | head -c 3000000 >&2; yes words | head -c 3000000; exit 128");
        var began = Stopwatch.GetTimestamp();

        Assert.Contains("(git-failed)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30));
        Assert.All(_stage.Log.Events, said => Assert.True(said.Message.Length < 20_000));
    }

    [Fact]
    public async Task What_an_upstream_says_beside_its_objects_is_taken_for_no_word_of_gits()
    {
        _stage.Upstream();
        _stage.GitExecutable = Script("echo 'remote: fatal: No space left on device' >&2; echo 'fatal: the remote end hung up' >&2; exit 128");

        Assert.Contains("(git-failed)", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
    }

    /// <summary>A program in git's place.</summary>
    private static string Script(string text)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        using var chmod = Process.Start("chmod", ["700", path]);
        chmod.WaitForExit();
        return path;
    }
}
