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
        var code = Enqueue("--image", "registry:5000/team/app", "--tag", "latest", "--tag=1", "--directory", "app", "--build-arg", "A=b=c", "--label", "k=", "--target", "t", "--reason", "a person; no shell $(x)", "--time-limit", "60");

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
    public void A_mirror_is_named_with_its_commit()
    {
        const string Sha = "0123456789abcdef0123456789abcdef01234567";

        Assert.Equal(ExitCode.Success, Enqueue("--image", "registry:5000/app", "--tag", "v{version}", "--mirror", $"app@{Sha}", "--path", "sub", "--version", "conventional", "--id", "one"));
        Assert.Equal(new ContextSource.Mirror("app", Sha, "sub"), Requested.Valid(File.ReadAllText(_stage.Layout.Request(new("one")))).Context);
    }

    [Fact]
    public void Every_wrong_word_is_told_and_nothing_is_written()
    {
        Assert.Equal(ExitCode.Usage, Enqueue("--imag", "x", "--tag", "latest", "--build-arg", "A", "--mirror", "app"));
        Assert.Equal("build-runner: '--imag' is no option; did you mean --image?\n", _errors.ToString());

        _errors.GetStringBuilder().Clear();
        Assert.Equal(ExitCode.Usage, Enqueue("--tag", "-x", "--build-arg", "A", "--mirror", "app"));
        Assert.Equal(
            """
            build-runner: --mirror app has no commit; write app@COMMIT
            build-runner: --build-arg A has no value; write NAME=VALUE
            build-runner: image is missing; write registry:5000/team/app
            build-runner: context.commit is missing; write all 40 or 64 hexadecimal digits in lower case: a branch means another commit tomorrow
            build-runner: tags '-x' is no tag; write at most 128 letters, digits, '_', '.', '-', neither '.' nor '-' first

            """,
            _errors.ToString());
        Assert.Empty(RunnerStage.Names(_stage.Layout.Requests));
    }

    [Fact]
    public void An_id_is_given_once()
    {
        string[] words = ["--image", "registry:5000/app", "--tag", "latest", "--directory", "app", "--id", "one"];
        Assert.Equal(ExitCode.Success, Enqueue(words));
        Assert.Equal(ExitCode.Usage, Enqueue(words));
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

    private ExitCode Enqueue(params string[] words) => EnqueueCommand.Run(_stage.Layout, words, new FakeClock(), _output, _errors);
}
