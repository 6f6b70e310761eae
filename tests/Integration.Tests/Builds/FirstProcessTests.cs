using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.BuildRunner.Results;

namespace RegistryJanitor.Integration.Tests.Builds;

/// <summary>The published runner as process 1 of a container of kaniko, where it kills what a build left running and wipes "/" itself.</summary>
public sealed class FirstProcessTests : IAsyncLifetime
{
    private const string Fresh = "root: busybox dev kaniko proc volume\nkaniko: .own-files build-runner executor tmp\n";

    private readonly SampleImage _image = Sample.Image("whatever a build pushes");
    private QueueStage _stage = null!;

    public async Task InitializeAsync()
    {
        _stage = await QueueStage.SetAsync();
        await _stage.Registry.Client.PushAsync(_image, "team/app", "latest");
    }

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [RootFact]
    public async Task What_a_build_leaves_running_or_lying_is_gone_before_the_next_one()
    {
        var container = new KanikoContainerStage(_stage, FakeExecutor);
        Ask("one", """
            RUN setsid sleep 1000 >/dev/null 2>&1 </dev/null &
            RUN (trap '' TERM; setsid sh -c 'trap "" TERM; cd /usr; while :; do sleep 1000; done' >/dev/null 2>&1 </dev/null &)
            RUN mkdir -p /usr/lib /etc /tmp /root/.cache && echo x > /etc/passwd && cp /busybox/busybox /usr/lib/busybox
            RUN mkdir -p '/a b' "/$(printf 'line\nbreak')" && touch "/$(printf '\377\376')" "/$(printf 'x\001')" -- /-rf '/*' '/.hidden' '/a b/..c'
            RUN for depth in $(seq 300); do mkdir "d" && cd "d" || exit 1; done; touch bottom
            RUN ln -s /kaniko /to-kaniko && ln -s /volume /usr/to-volume && ln -s / /kaniko/0 && ln /kaniko/executor /usr/executor
            RUN mkdir -p /locked/in && touch /locked/in/file && chmod 0 /locked/in /locked && mkfifo /pipe
            RUN mkdir -p /kaniko/stages/1 /kaniko/tmp/x && touch /kaniko/Dockerfile /kaniko/Dockerfile.dockerignore /kaniko/123456789 /kaniko/tmp/x/y
            """);
        Ask("two", "");

        (await container.OnceAsync()).Expect(0, "one succeeded", "two succeeded");

        Assert.Equal(Fresh, Found("one"));
        Assert.Equal(Fresh, Found("two"));
        Assert.Equal("busybox dev kaniko proc volume", container.Names(""));
        Assert.Equal(".own-files build-runner executor tmp", container.Names("kaniko"));
        Assert.Empty(container.Names("kaniko/tmp"));
        // What is mounted is nobody's leftover, whatever leads there.
        Assert.True(File.Exists(Path.Join(_stage.Layout.Contexts, "one", "Dockerfile")));
        Assert.Equal("||", _stage.Unfinished());
    }

    [RootFact]
    public async Task A_build_that_changes_the_executor_is_the_last_one_in_its_container()
    {
        var container = new KanikoContainerStage(_stage, FakeExecutor);
        Ask("one", "RUN echo '# evil' >> /kaniko/executor\n");
        await using (var runner = container.Start())
        {
            // A runner that would go on until it is stopped ends by itself.
            (await runner.ExitAsync()).Expect(1, "a build has changed /kaniko/executor, so no later build could be trusted; recreate the container").Lacks("   at ");
        }

        Ask("two", "");
        (await container.OnceAsync()).Expect(1, "a build has changed /kaniko/executor").Lacks("   at ");

        Assert.Equal("two.json||", _stage.Unfinished());
        Assert.False(File.Exists(_stage.Layout.Log(new BuildId("two"))));
        (await new KanikoContainerStage(_stage, FakeExecutor, "recreated").OnceAsync()).Expect(0, "two succeeded");
    }

    [RootFact]
    public async Task A_container_that_is_stopped_in_the_middle_of_a_build_ends_well_and_is_clean_when_it_is_started_again()
    {
        var container = new KanikoContainerStage(_stage, FakeExecutor);
        Ask("one", "RUN mkdir /left && [ -e /volume/go ] || { echo hanging; trap '' TERM; setsid sh -c 'trap \"\" TERM; while :; do sleep 1; done' & sleep 1000; }\n");
        await using (var runner = container.Start())
        {
            while (!File.Exists(_stage.Layout.Log(new BuildId("one"))) || !_stage.Log("one").Contains("\nhanging\n", StringComparison.Ordinal))
                await Task.Delay(20);
            StartedProgram.Send(KanikoContainerStage.Runner(runner), StartedProgram.SigTerm);
            (await runner.ExitAsync()).Expect(0, "one is given back to the queue");
        }

        Assert.Equal("one.json||", _stage.Unfinished());
        Assert.Equal("busybox dev kaniko proc volume", container.Names(""));
        await File.WriteAllTextAsync(Path.Join(_stage.Layout.Root, "go"), "");
        (await container.OnceAsync()).Expect(0, "one succeeded");
        Assert.Equal(1, _stage.Result("one").Attempt);
    }

    [KanikoFact]
    public async Task With_a_real_executor_two_builds_in_a_row_have_their_own_files_only()
    {
        var container = new KanikoContainerStage(_stage, Tools.Required("KANIKO_EXECUTOR"));
        _stage.Ask("base", "FROM scratch\nCOPY bin /bin\nENV PATH=/bin\n", ["1"], repository: "base");
        var bin = Directory.CreateDirectory(Path.Join(_stage.Layout.Contexts, "base", "bin")).FullName;
        File.Copy(Tools.Busybox, Path.Join(bin, "busybox"));
        foreach (var name in (string[])["sh", "cat", "echo", "rm", "setsid", "sleep", "mkdir"])
            File.CreateSymbolicLink(Path.Join(bin, name), "busybox");
        (await container.OnceAsync()).Expect(0);
        var from = $"{_stage.Address}/base:1";
        _stage.Ask("one", $"""
            FROM {from} AS zero
            RUN mkdir /d && echo one > /d/from-one
            FROM {from}
            COPY --from=zero /d /all
            COPY . /context
            RUN setsid sleep 1000 >/dev/null 2>&1 & mkdir /deep && echo one > /deep/only-in-one && rm /bin/rm
            """, ["one"], files: [("a", "a"), ("Dockerfile.dockerignore", "b\n")]);
        _stage.Ask("failing", $"FROM {from} AS zero\nRUN mkdir /d && echo x > /d/from-failing\nFROM {from}\nCOPY --from=zero /d /all\nRUN exit 7\n", ["failing"]);
        (await container.OnceAsync()).Expect(1);
        _stage.Ask("two", $"FROM {from} AS zero\nRUN mkdir /d && echo two > /d/from-two\nFROM {from}\nCOPY --from=zero /d /all\nCOPY . /context\nRUN rm -f /context/Dockerfile\n", ["two"], files: [("b", "b")]);
        (await container.OnceAsync()).Expect(0);

        Assert.Equal((BuildStatus.Succeeded, BuildStatus.Failed, 7, BuildStatus.Succeeded), (_stage.Result("one").Status, _stage.Result("failing").Status, _stage.Result("failing").ExitCode, _stage.Result("two").Status));
        using var tags = new TagReader(_stage.Address);
        Assert.Contains("deep/only-in-one", await NamesAsync(tags, "one"), StringComparer.Ordinal);
        var two = await NamesAsync(tags, "two");
        Assert.Contains("all/from-two", two, StringComparer.Ordinal);
        Assert.Contains("context/b", two, StringComparer.Ordinal);
        Assert.DoesNotContain(two, name => name.Contains("one", StringComparison.Ordinal) || name.Contains("failing", StringComparison.Ordinal) || name.Contains(".wh.rm", StringComparison.Ordinal) || name.StartsWith("kaniko", StringComparison.Ordinal));
        Assert.Equal("busybox dev kaniko proc volume", container.Names(""));
        Assert.Equal(".own-files build-runner executor tmp", container.Names("kaniko"));
    }

    private static string FakeExecutor => Path.Join(AppContext.BaseDirectory, "Builds", "first-process-kaniko.sh");

    private static async Task<List<string>> NamesAsync(TagReader tags, string tag) => [.. (await tags.PullAsync("team/app", tag)).Select(name => name.TrimStart('.', '/').TrimEnd('/'))];

    private void Ask(string id, string runs) => _stage.Ask(id, $"FROM scratch\n{runs}\n# {_image.Digest}\n", ["latest"]);

    /// <summary>What its executor found in the container before it did anything.</summary>
    private string Found(string id) => string.Concat(_stage.Log(id).Split('\n')
        .Where(line => line.StartsWith("root:", StringComparison.Ordinal) || line.StartsWith("kaniko:", StringComparison.Ordinal) || line.StartsWith("runs:", StringComparison.Ordinal))
        .Select(line => $"{line}\n"));
}
