using RegistryJanitor.BuildRunner.Commands;
using RegistryJanitor.BuildRunner.Queue;
using RegistryJanitor.BuildRunner.Reporting;
using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Commands;

public sealed class CommandTests : IDisposable
{
    private readonly RunnerStage _stage = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    public void Dispose()
    {
        _stage.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    [Fact]
    public async Task What_is_enqueued_is_a_whole_request_that_a_runner_builds()
    {
        var code = await EnqueueAsync("--image", "registry:5000/team/app", "--tag", "latest", "--tag=1", "--directory", "app", "--build-arg", "A=b=c", "--label", "k=", "--target", "t", "--reason", "a person; no shell $(x)", "--time-limit", "60");

        Assert.Equal((ExitCode.Success, ""), (code, _errors.ToString()));
        var id = _output.ToString().Trim();
        Assert.StartsWith("20261120-100000-app-", id, StringComparison.Ordinal);
        var request = Requested.Valid(File.ReadAllText(_stage.Layout.Request(new(id))), id);
        Assert.Equal(["latest", "1"], request.Tags);
        Assert.Equal("b=c", request.BuildArguments["A"]);
        Assert.Equal("a person; no shell $(x)", request.Reason);

        Assert.IsType<PassResult.Succeeded>(await _stage.OnceAsync());
        Assert.Equal(ExitCode.Success, StatusTable.Write(_stage.Layout, FakeClock.Start, TextWriter.Null));
    }

    [Fact]
    public async Task A_mirror_is_named_with_its_commit()
    {
        const string Sha = "0123456789abcdef0123456789abcdef01234567";

        Assert.Equal(ExitCode.Success, await EnqueueAsync("--image", "registry:5000/app", "--tag", "v{version}", "--mirror", $"app@{Sha}", "--path", "sub", "--version", "conventional", "--id", "one"));
        Assert.Equal(new ContextSource.Mirror("app", Sha, "sub"), Requested.Valid(File.ReadAllText(_stage.Layout.Request(new("one")))).Context);
    }

    [Theory]
    [InlineData("app", "second")]
    [InlineData("app@main", "second")]
    [InlineData("app@v1", "first")]
    [InlineData("app@refs/heads/topic@2", "topic")]
    public async Task A_mirror_is_named_with_what_its_commit_is_called_now(string mirror, string commit)
    {
        var repository = new SourceMirror(Path.Join(Mirrors, "app.git"));
        var commits = new Dictionary<string, string>(StringComparer.Ordinal) { ["first"] = repository.Commit("first", ("Dockerfile", "FROM scratch\n")) };
        repository.Git("tag", "v1", "main");
        commits["second"] = repository.Commit("second", ("Dockerfile", "FROM scratch\n"));
        commits["topic"] = repository.CommitOn("topic@2", "topic", ("Dockerfile", "FROM scratch\n"));

        Assert.Equal((ExitCode.Success, ""), (await EnqueueAsync("--image", "registry:5000/app", "--tag", "latest", "--mirror", mirror, "--id", "one"), _errors.ToString()));
        Assert.Equal(new ContextSource.Mirror("app", commits[commit], ""), Requested.Valid(File.ReadAllText(_stage.Layout.Request(new("one")))).Context);
    }

    [Theory]
    [InlineData("app@nope", "the mirror app has no branch, tag or commit nope")]
    [InlineData("app@--all", "the mirror app has no branch, tag or commit --all")]
    [InlineData("app", "the mirror app has no commit on its default branch yet")]
    [InlineData("../app", "there is no mirror ../app in ")]
    public async Task A_mirror_that_has_no_such_commit_is_told(string mirror, string sentence)
    {
        _ = new SourceMirror(Path.Join(Mirrors, "app.git"));

        Assert.Equal(ExitCode.Usage, await EnqueueAsync("--image", "registry:5000/app", "--tag", "latest", "--mirror", mirror));
        Assert.Contains($"build-runner: --mirror {mirror}: {sentence}", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_wrong_word_is_told_and_nothing_is_written()
    {
        Assert.Equal(ExitCode.Usage, await EnqueueAsync("--imag", "x", "--tag", "latest", "--build-arg", "A", "--mirror", "app"));
        Assert.StartsWith("build-runner: '--imag' is no option; did you mean --image?\nbuild-runner: --mirror app: ", _errors.ToString(), StringComparison.Ordinal);

        _errors.GetStringBuilder().Clear();
        Assert.Equal(ExitCode.Usage, await EnqueueAsync("--tag", "-x", "--build-arg", "A", "--mirror", "app"));
        Assert.Equal(
            """
            build-runner: --mirror app: there is no mirror app in MIRRORS; name one of mirrors.yaml that was fetched, or set BUILD_MIRRORS_DIR
            build-runner: --build-arg A has no value; write NAME=VALUE
            build-runner: image is missing; write registry:5000/team/app
            build-runner: tags '-x' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first

            """,
            _errors.ToString().Replace(Mirrors, "MIRRORS", StringComparison.Ordinal));
        Assert.Empty(RunnerStage.Names(_stage.Layout.Requests));
    }

    [Fact]
    public async Task An_id_is_given_once()
    {
        string[] words = ["--image", "registry:5000/app", "--tag", "latest", "--directory", "app", "--id", "one"];
        Assert.Equal(ExitCode.Success, await EnqueueAsync(words));
        Assert.Equal(ExitCode.Usage, await EnqueueAsync(words));
        Assert.Equal("build-runner: one is there already; leave --id away, or write another one\n", _errors.ToString());
    }

    [Fact]
    public async Task Status_tells_of_the_last_build_of_each_image_and_logs_show_it()
    {
        using var stage = new RunnerStage("echo 'no space left'; exit 3");
        stage.Ask("bad");
        await stage.OnceAsync();
        stage.Ask("next");

        Assert.Equal(ExitCode.Failed, StatusTable.Write(stage.Layout, stage.Result("bad").EndedAt.AddMinutes(5), _output));
        var lines = _output.ToString().Split('\n');
        Assert.Equal("ID next bad", string.Join(' ', lines.Take(3).Select(line => line.Split(' ')[0])));
        Assert.Contains("waits", lines[1], StringComparison.Ordinal);
        Assert.Contains("5m ago", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("bad: a RUN ended with exit code 3; ", lines[4], StringComparison.Ordinal);

        using var log = new MemoryStream();
        Assert.Equal(ExitCode.Success, await LogsCommand.RunAsync(stage.Layout, "bad", follow: true, TimeProvider.System, log, _errors, CancellationToken.None));
        Assert.Contains("no space left\n", System.Text.Encoding.UTF8.GetString(log.ToArray()), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, await LogsCommand.RunAsync(stage.Layout, "next", follow: false, TimeProvider.System, log, _errors, CancellationToken.None));
        Assert.Equal(ExitCode.Usage, await LogsCommand.RunAsync(stage.Layout, "../x", follow: false, TimeProvider.System, log, _errors, CancellationToken.None));
        Assert.Equal("build-runner: there is no log, for next waits for a runner\nbuild-runner: '../x' is no id; build-runner status has those there are\n", _errors.ToString());
    }

    [Fact]
    public async Task Logs_of_nothing_are_not_followed_for_ever_on_a_volume_that_no_runner_has_prepared()
    {
        var layout = new QueueLayout(Path.Join(_stage.Layout.Root, "new"));
        using var log = new MemoryStream();

        Assert.Equal(ExitCode.Failed, await LogsCommand.RunAsync(layout, "one", follow: true, TimeProvider.System, log, _errors, CancellationToken.None));

        Assert.Equal("build-runner: there is no log, for one is not known; build-runner status has those there are\n", _errors.ToString());
    }

    private string Mirrors => Path.Join(_stage.Layout.Root, "mirrors");

    private Task<ExitCode> EnqueueAsync(params string[] words) =>
        EnqueueCommand.RunAsync(_stage.Layout, words, new MirrorRevision(Mirrors, "git", TimeProvider.System), new FakeClock(), _output, _errors);
}
