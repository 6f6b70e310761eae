using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests.Engines;

public sealed class KanikoBuildTests : IDisposable
{
    private const string Dockerfile = "FROM scratch\nCOPY . /\n";

    private readonly KanikoStage _stage = new();

    [Fact]
    public async Task Two_builds_in_a_row_have_their_own_files_only()
    {
        var first = _stage.Job("one", Dockerfile + "RUN touch left-in-root\n", "a", "Dockerfile.dockerignore");
        await File.WriteAllTextAsync($"{first.Dockerfile}.dockerignore", "b\n");

        Assert.Equal(new ChildExit.Exited(0), await _stage.RunAsync(first));
        Assert.Equal(new ChildExit.Exited(0), await _stage.RunAsync(_stage.Job("two", Dockerfile, "b")));

        Assert.Equal("./app/Dockerfile ./app/b", _stage.Image("two"));
    }

    [Fact]
    public async Task Without_the_wipe_they_would_not()
    {
        var first = _stage.Job("one", Dockerfile + "RUN touch left-in-root\n", "a", "Dockerfile.dockerignore");
        await File.WriteAllTextAsync($"{first.Dockerfile}.dockerignore", "b\n");

        await _stage.RunAsync(first, clean: false);
        await _stage.RunAsync(_stage.Job("two", Dockerfile, "b"), clean: false);

        Assert.Equal("./app/Dockerfile ./app/Dockerfile.dockerignore ./app/a ./left-in-root", _stage.Image("two"));
    }

    [Fact]
    public async Task A_build_that_fails_leaves_a_digest_file_and_nothing_else()
    {
        var job = _stage.Job("one", Dockerfile + "RUN exit 7\n", "a");

        Assert.Equal(new ChildExit.Exited(7), await _stage.RunAsync(job));

        Assert.Single(EngineDigest.Read(job));
        Assert.Equal(EngineWords.RunFailed, EngineWords.Judge("kaniko", new ChildExit.Exited(7), _stage.Said).Class);
        Assert.Null(_stage.Image("one"));
        Assert.Equal("kaniko volume", _stage.Names("."));
        Assert.Equal(".own-files executor tmp", _stage.Names("kaniko"));
    }

    [Fact]
    public async Task A_push_that_fails_at_the_second_tag_leaves_the_first_one_pushed()
    {
        Assert.Equal(new ChildExit.Exited(1), await _stage.RunAsync(_stage.Job("one", Dockerfile + "# push fails at 2\n", "a")));

        Assert.NotNull(_stage.Image("one"));
        Assert.Null(_stage.Image("latest"));
        Assert.Equal(EngineWords.PushFailed, EngineWords.Judge("kaniko", new ChildExit.Exited(1), _stage.Said).Class);
    }

    [Fact]
    public async Task A_build_that_hangs_ends_with_all_that_it_started_and_the_next_one_is_clean()
    {
        using var cancel = new CancellationTokenSource();
        var hanging = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _stage.RunAsync(_stage.Job("one", Dockerfile + "RUN hang here\n", "a"), onLine: line =>
        {
            if (line.StartsWith("hanging in ", StringComparison.Ordinal))
            {
                hanging = int.Parse(line.AsSpan("hanging in ".Length));
                cancel.Cancel();
            }
        }, cancel: cancel.Token));

        Assert.True(hanging > 0);
        Assert.False(IsRunning(hanging));
        Assert.Equal(new ChildExit.Exited(0), await _stage.RunAsync(_stage.Job("two", Dockerfile, "b")));
        Assert.Equal("./app/Dockerfile ./app/b", _stage.Image("two"));
    }

    [Fact]
    public async Task A_build_that_replaces_the_executor_is_the_last_one()
    {
        var unclean = await Assert.ThrowsAsync<UncleanException>(() => _stage.RunAsync(_stage.Job("one", Dockerfile + "RUN write kaniko/executor evil\n")));

        Assert.Contains("kaniko/executor", unclean.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<UncleanException>(() => _stage.Engine.CleanAsync(CancellationToken.None));
        // A container that is only started again is the same one.
        await Assert.ThrowsAsync<UncleanException>(() => _stage.NewLife().CleanAsync(CancellationToken.None));
    }

    [Fact]
    public async Task An_executor_is_asked_what_it_is()
    {
        var (features, fault) = await KanikoFeatures.ProbeAsync($"{_stage.Container}/kaniko/executor", TimeProvider.System, CancellationToken.None);

        Assert.Null(fault);
        Assert.Equal(new KanikoFeatures("v1.24.0", Maintained: false), features);
        Assert.NotNull((await KanikoFeatures.ProbeAsync("/nonexistent/executor", TimeProvider.System, CancellationToken.None)).Fault);
    }

    public void Dispose() => _stage.Dispose();

    /// <summary>A zombie has ended; whose child it is then decides when its number goes.</summary>
    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
