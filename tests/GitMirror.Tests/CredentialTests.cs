using System.Collections.Concurrent;
using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Credentials;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Tests.Support;
using RegistryJanitor.GitMirror.Waking;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class CredentialTests : IAsyncLifetime
{
    private const string Secret = "p@ss/wörd-5f3a&?1";

    private readonly Stage _stage = new();
    private readonly WakeUp _wakeUp = new();
    private readonly string _file = Path.GetTempFileName();

    public CredentialTests() => _stage.With = settings => settings with { Access = new RemoteAccess(_file, null), Interval = TimeSpan.FromMilliseconds(1) };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task A_private_upstream_is_mirrored_with_the_credential_of_its_server()
    {
        var upstream = _stage.Upstream();
        _stage.Server.Password = Secret;
        Write($"http://reader:{Uri.EscapeDataString(Secret)}@127.0.0.1:{_stage.Server.Port}");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());

        Assert.Equal(upstream.Git("rev-parse", "main"), _stage.State().New);
    }

    [Fact]
    public async Task Without_a_credential_the_cure_names_the_server_and_the_setting()
    {
        _stage.Upstream();
        _stage.Server.Password = Secret;

        await FailsAsync("credentials-wanted");

        var cure = _stage.State().Fault!.Cure;
        Assert.Contains($"http://127.0.0.1:{_stage.Server.Port}", cure, StringComparison.Ordinal);
        Assert.Contains("MIRROR_CREDENTIALS_FILE", cure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_is_refused_is_told_apart_from_one_that_is_missing_and_a_renewed_one_counts_in_the_next_pass()
    {
        _stage.Upstream();
        _stage.Server.Password = Secret;
        Write($"http://reader:old@127.0.0.1:{_stage.Server.Port}");
        await FailsAsync("credentials-refused");

        Write($"http://reader:{Uri.EscapeDataString(Secret)}@127.0.0.1:{_stage.Server.Port}");

        Assert.IsType<PassResult.Succeeded>(await _stage.PassAsync());
    }

    [Fact]
    public async Task A_renewed_credential_and_another_upstream_are_tried_without_waiting_for_a_backoff()
    {
        var upstream = _stage.Upstream();
        _stage.Server.Password = Secret;
        Write($"http://reader:old@127.0.0.1:{_stage.Server.Port}");
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{_stage.List[0]}]");
        var pass = new MirrorPass(_stage.Settings, new ListFile(_stage.Settings.List, _stage.Settings.Rules), forge: null, once: false, accept: null, _stage.Clock, _stage.Log) { Requests = new SyncRequests(_wakeUp) };
        await FailsAsync("credentials-refused");
        await FailsAsync("credentials-refused");
        Assert.Equal(1, _stage.State().Failures);

        Write($"http://reader:{Uri.EscapeDataString(Secret)}@127.0.0.1:{_stage.Server.Port}");
        Assert.IsType<PassResult.Succeeded>(await RunAsync());
        Assert.Equal(upstream.Git("rev-parse", "main"), _stage.State().New);

        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{_stage.List[0].Replace("app.git", "gone.git", StringComparison.Ordinal)}]");
        await FailsAsync("not-found");
        await File.WriteAllTextAsync(_stage.Settings.List, $"mirrors: [{_stage.List[0]}]");
        Assert.IsType<PassResult.Succeeded>(await RunAsync());

        async Task FailsAsync(string code) => Assert.Equal($"1 of 1 mirrors are not like their upstream: app ({code})", Assert.IsType<PassResult.Failed>(await RunAsync()).Sentence);

        Task<PassResult> RunAsync()
        {
            _wakeUp.Answer(isScheduled: true);
            return pass.RunAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_credential_for_another_port_of_the_same_host_is_not_shown()
    {
        _stage.Upstream();
        var shown = new ConcurrentBag<string?>();
        _stage.Server.InGitsPlace = context =>
        {
            shown.Add(context.Request.Headers["Authorization"]);
            context.Response.StatusCode = 401;
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"git\"";
            return Task.FromResult(true);
        };
        Write($"http://reader:{Uri.EscapeDataString(Secret)}@127.0.0.1:1\nhttp://reader:{Uri.EscapeDataString(Secret)}@127.0.0.1");

        await FailsAsync("credentials-wanted");

        Assert.All(shown, Assert.Null);
    }

    [Fact]
    public async Task A_redirect_to_another_port_gets_neither_a_request_nor_a_credential()
    {
        await using var other = new Stage();
        other.Upstream();
        _stage.Upstream();
        _stage.Server.Password = Secret;
        _stage.Server.AnswerWith(302, "", location: other.Server.Url("app.git/info/refs?service=git-upload-pack"));
        var secret = Uri.EscapeDataString(Secret);
        Write($"http://reader:{secret}@127.0.0.1:{_stage.Server.Port}\nhttp://reader:{secret}@127.0.0.1:{other.Server.Port}");

        await FailsAsync("moved");

        Assert.Empty(other.Server.Requests);
    }

    [Fact]
    public async Task The_secret_is_on_no_disk_in_no_log_and_in_no_command_line_or_variable_of_a_child()
    {
        var upstream = _stage.Upstream();
        upstream.Commit("other", "work");
        var token = $"tok-{Guid.NewGuid():N}/+";
        _stage.Server.Password = token;
        Write($"http://reader:{Uri.EscapeDataString(token)}@127.0.0.1:{_stage.Server.Port}");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["MIRROR_CREDENTIALS_FILE"] = _file,
            ["LOG_LEVEL"] = "debug",
            ["PRIVATE_TOKEN"] = token,
            ["GIT_TRACE_CURL"] = "1",
        };

        var output = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // A good pass, and one whose credential is refused: failures talk more.
        foreach (var password in new[] { token, "another" })
        {
            _stage.Server.Password = password;
            upstream.Commit("main", password);
            using var process = MirrorProcess.Start(_stage, variables, "--once");
            var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            while (!process.HasExited)
                seen.UnionWith(Children(process.Id));
            output.AddRange([await said, await complained]);
            Assert.Equal(password.Equals(token, StringComparison.Ordinal) ? 0 : 1, process.ExitCode);
        }

        Assert.Contains(seen, child => child.Contains("ls-remote", StringComparison.Ordinal));
        Assert.Contains(seen, child => child.Contains("GIT_ASKPASS=", StringComparison.Ordinal));
        Assert.Contains(output, text => text.Contains("credentials-refused", StringComparison.Ordinal));
        string[] shapes = [token, Uri.EscapeDataString(token), Base64(token), Base64($"reader:{token}")];
        var files = Directory.EnumerateFiles(_stage.Layout.DataDirectory, "*", SearchOption.AllDirectories).Select(file => File.ReadAllText(file, Encoding.Latin1));
        foreach (var text in output.Concat(seen).Concat(files))
            Assert.DoesNotContain(shapes, shape => text.Contains(shape, StringComparison.Ordinal));
    }

    [Fact]
    public void What_git_says_is_shown_without_secrets_and_understood_with_them()
    {
        var book = CredentialBook.Of([new Credential(new Origin("https", "example.org", 443), "reader", "fatal")]);
        var words = new LastWords(book.Clean);
        words.Add($"fatal: unable to access 'https://example.org/': The requested URL returned error: 403, {Base64("reader:fatal")}");

        Assert.Equal("***: unable to access 'https://example.org/': The requested URL returned error: 403, ***", words.Verdict);
        Assert.IsType<MirrorFault.Forbidden>(GitWords.Fault(words));
    }

    [Theory]
    [InlineData("Username for 'https://example.org': ", "reader")]
    [InlineData("Password for 'https://reader@example.org': ", "word")]
    [InlineData("Password for \"https://example.org/team/app.git/info/lfs\"", "word")]
    [InlineData("Username for 'https://example.org:443': ", "reader")]
    [InlineData("Password for 'https://somebody@example.org': ", null)]
    [InlineData("Username for 'http://example.org': ", null)]
    [InlineData("Username for 'https://example.org:8443': ", null)]
    [InlineData("Username for 'https://example.org.evil.example': ", null)]
    [InlineData("Username for 'https://evil.example/https://example.org': ", null)]
    [InlineData("Enter passphrase for key '/etc/key': ", null)]
    [InlineData("", null)]
    public void Only_the_server_that_a_credential_is_for_gets_it(string prompt, string? answer)
    {
        var (given, refusal) = Askpass.Judge(prompt, "https://example.org", "reader", "word");

        Assert.Equal(answer, given);
        Assert.Equal(answer is null, refusal is not null);
    }

    [Fact]
    public void A_mistake_in_the_file_is_told_by_its_line_and_without_its_content()
    {
        var (credentials, mistakes) = CredentialFile.Parse("/c", [
            "# for the forge",
            "",
            "https://reader:p%40ss@Example.ORG",
            "https://reader:s3cr3t@example.org/team",
            "https://reader:s3cr3t@example.org:443",
            "https://s3cr3t@example.org",
            "s3cr3t",
            "https://a:s3cr3t%0a@example.net",
        ]);

        Assert.Equal("p@ss", Assert.Single(credentials).Password);
        Assert.Equal(
            [
                "/c:4: this line has a path, and a credential is for a whole server; end it after the host",
                "/c:5: this line is for a server that an earlier line has; keep one of them",
                "/c:6: this line has no name or no password; write https://user:password@host",
                "/c:7: this line is no address; write https://user:password@host, with name and password percent-encoded",
                "/c:8: this line has a control character, which no password that git can send has",
            ],
            mistakes);
    }

    [Fact]
    public async Task A_file_that_was_broken_while_it_runs_leaves_the_last_good_one_in_use_and_one_that_all_may_read_is_told_once()
    {
        _stage.Upstream();
        _stage.Server.Password = Secret;
        Write($"http://reader:{Uri.EscapeDataString(Secret)}@127.0.0.1:{_stage.Server.Port}");
        using (var chmod = System.Diagnostics.Process.Start("chmod", ["604", _file]))
            await chmod.WaitForExitAsync();
        var source = new CredentialSource(_file, forge: null, _stage.Log);
        Assert.Empty(source.Reread());

        Write("oops");

        Assert.Single(source.Reread());
        Assert.NotNull(source.ForDestinations.For(new Uri(_stage.Server.Url("app.git"))));
        Assert.Single(_stage.Log.Ids, id => id == 3041);
    }

    [Fact]
    public async Task A_wrong_line_in_the_file_ends_the_start_with_2_and_shows_nothing_of_it()
    {
        _stage.Upstream();
        Write("https://s3cr3t@example.org\n");

        var exit = await MirrorProcess.RunAsync(_stage, new Dictionary<string, string>(StringComparer.Ordinal) { ["MIRROR_CREDENTIALS_FILE"] = _file }, "--once");

        Assert.Equal((2, $"git-mirror: {_file}:1: this line has no name or no password; write https://user:password@host\n"), (exit.Code, exit.Error));
        Assert.Empty(_stage.Server.Requests);
    }

    [Fact]
    public void The_token_of_the_forge_is_good_for_pushes_to_its_own_server_and_is_read_again_for_each_pass()
    {
        var file = Path.Join(Path.GetDirectoryName(_stage.Settings.List)!, "token");
        File.WriteAllText(file, "one\n");
        var forge = new ForgeSettings { Kind = ForgeKind.GitLab, Url = new Uri("https://forge.example"), Group = "team", Token = ForgeToken.InFile(file) };
        var source = new CredentialSource(null, forge, _stage.Log);
        Assert.Empty(source.Reread());
        File.WriteAllText(file, "two\n");
        Assert.Equal("one", source.ForDestinations.For(new Uri("https://forge.example/team/app.git"))!.Password);

        Assert.Empty(source.Reread());

        Assert.Equal(("oauth2", "two"), (source.ForDestinations.For(new Uri("https://forge.example/team/app.git"))!.User, source.ForDestinations.For(new Uri("https://forge.example/x"))!.Password));
        Assert.Null(source.ForDestinations.For(new Uri("https://forge.example:8443/team/app.git")));
        Assert.Null(source.ForUpstreams.For(new Uri("https://forge.example/team/app.git")));
        Assert.Equal("is *** here", source.ForDestinations.Clean("is two here"));
        File.WriteAllText(file, "");
        Assert.Single(source.Reread());
        Assert.NotNull(source.ForDestinations.For(new Uri("https://forge.example/team/app.git")));
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Command lines and variables of everything that a process has started.</summary>
    private static IEnumerable<string> Children(int parent)
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            string line, environment;
            try
            {
                if (Path.GetFileName(directory).Equals($"{parent}", StringComparison.Ordinal))
                    continue;
                line = File.ReadAllText(Path.Join(directory, "cmdline"));
                environment = File.ReadAllText(Path.Join(directory, "environ"));
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            if (environment.Contains("GIT_CONFIG_GLOBAL=/dev/null", StringComparison.Ordinal))
                yield return $"{line}\n{environment}";
        }
    }

    private void Write(string text) => File.WriteAllText(_file, text);

    private async Task FailsAsync(string code) =>
        Assert.Contains($"({code})", Assert.IsType<PassResult.Failed>(await _stage.PassAsync()).Sentence, StringComparison.Ordinal);
}
