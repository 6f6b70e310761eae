using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Engines.Buildah;
using RegistryJanitor.BuildRunner.Engines.Buildx;
using RegistryJanitor.BuildRunner.Engines.Kaniko;
using RegistryJanitor.BuildRunner.Sources;
using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Engines;

public sealed class RefusalTests : IDisposable
{
    private static readonly KanikoFeatures s_maintained = new("v1.28.3", Maintained: true);

    private readonly Scratch _scratch = new();

    [Theory]
    [InlineData("FROM a\nRUN <<EOF\nexit 9\nEOF\n", true, "heredoc")]
    [InlineData("FROM a\nCOPY <<-EOF /x\n\ttext\n\tEOF\nRUN true\n", true, "heredoc")]
    [InlineData("FROM a\nRUN --mount=type=cache,target=/c true\n", true, "RUN --mount")]
    [InlineData("FROM a\nrun \\\n  # a comment\n  --mount=type=secret,id=x true\n", true, "RUN --mount")]
    [InlineData("FROM a\nRUN cat <<<EOF && echo $((1<<3)) && echo --mountain\n", true, null)]
    [InlineData("FROM a\nRUN echo hi\nLABEL x=\"RUN <<EOF\"\n", true, null)]
    public void An_executor_that_skips_something_is_not_asked_for_it(string dockerfile, bool upstream, string? word) =>
        Says(word, ArgumentTests.Kaniko(KanikoProfile.Safe, upstream ? KanikoFeatures.Unknown : s_maintained).Refusal(Job(dockerfile)));

    [Theory]
    [InlineData("FROM a\nRUN <<EOF\nexit 9\nEOF\nRUN --mount=type=cache,target=/c true\n", null)]
    [InlineData("FROM a\nRUN <<'EOF'\nexit 9\nEOF\n", "quoted heredoc")]
    [InlineData("FROM a\nCOPY <<\"EOF\" /x\nexit 9\nEOF\n", "quoted heredoc")]
    public void The_maintained_executor_is_refused_only_what_it_still_skips(string dockerfile, string? word) =>
        Says(word, ArgumentTests.Kaniko(KanikoProfile.Safe, s_maintained).Refusal(Job(dockerfile)));

    [Fact]
    public void An_executor_is_known_by_an_option_that_only_it_has()
    {
        Assert.Equal(new KanikoFeatures("v1.24.0", Maintained: false), KanikoFeatures.Read(["Kaniko version :  v1.24.0", "--cleanup  Clean the filesystem at the end"]));
        Assert.Equal(s_maintained, KanikoFeatures.Read(["Kaniko version :  v1.28.3", "      --pre-cleanup   Clean the filesystem before the build"]));
    }

    [Fact]
    public void A_foreign_platform_wants_an_emulator_only_where_something_runs()
    {
        _scratch.Write("binfmt/qemu-riscv64", "enabled\ninterpreter /usr/bin/qemu-riscv64-static\n");
        _scratch.Write("binfmt/qemu-s390x", "disabled\n");
        var emulation = new Emulation(_scratch["binfmt"], "amd64");

        Assert.Null(emulation.Refusal(null, runs: true));
        Assert.Null(emulation.Refusal("linux/amd64", runs: true));
        Assert.Null(emulation.Refusal("linux/riscv64", runs: true));
        Assert.Null(emulation.Refusal("linux/arm64", runs: false));
        Says("programs for arm64", emulation.Refusal("linux/arm64/v8", runs: true));
        Says("programs for s390x", emulation.Refusal("linux/s390x", runs: true));
        Says("is no platform", emulation.Refusal("linux/arm64,linux/amd64", runs: true));
        Says("is no platform", emulation.Refusal("--push", runs: true));
    }

    [Fact]
    public void Buildah_does_not_know_heredocs()
    {
        var engine = new BuildahEngine(new BuildahSettings(), "/e", new Emulation(), [], TimeProvider.System);

        Says("buildah before 1.33", engine.Refusal(Job("FROM a\nRUN <<EOF\nEOF\n")));
        Assert.Null(engine.Refusal(Job("FROM a\nRUN --mount=type=cache,target=/c true\n")));
    }

    [Fact]
    public void The_builder_in_a_Docker_engine_speaks_http_with_this_machine_alone()
    {
        var builtIn = new BuildxEngine(new BuildxSettings(), new Emulation(), [], null);
        var ours = new BuildxEngine(new BuildxSettings(Builder: "ours"), new Emulation(), [], null);
        var job = Job("FROM a\nRUN <<'EOF'\nEOF\n");

        Says("BUILD_BUILDX_BUILDER", builtIn.Refusal(job));
        Assert.Null(ours.Refusal(job));
        Assert.Null(builtIn.Refusal(job with { Request = Jobs.Request("127.0.0.1:5000") }));
        Assert.Null(builtIn.Refusal(job with { PlainHttp = false }));
        Says("no cache", builtIn.Refusal(job with { PlainHttp = false, Request = job.Request with { CacheRepository = Jobs.Image("registry:5000", "cache") } }));
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("")]
    [InlineData("--push")]
    public void A_stage_has_a_name(string target)
    {
        var job = Job("FROM a\n");
        var refusal = ArgumentTests.Kaniko(KanikoProfile.Safe).Refusal(job with { Request = job.Request with { Target = target } });
        if (string.Equals(target, "--push", StringComparison.Ordinal))
            Assert.Null(refusal); // Harmless: it stands behind "--target=".
        else
            Says("no name of a stage", refusal);
    }

    [Theory]
    [InlineData("A=B")]
    [InlineData("1A")]
    [InlineData("")]
    public void A_build_argument_has_a_name(string name)
    {
        var job = Job("FROM a\n");
        Says("no name of a build argument", ArgumentTests.Kaniko(KanikoProfile.Safe).Refusal(job with { Request = job.Request with { BuildArguments = Jobs.Pairs((name, "x")) } }));
    }

    public void Dispose() => _scratch.Dispose();

    private static void Says(string? word, string? refusal)
    {
        if (word is null)
            Assert.Null(refusal);
        else
            Assert.Contains(word, refusal, StringComparison.Ordinal);
    }

    private BuildJob Job(string dockerfile) => Jobs.Plain(_scratch.Root) with { Facts = DockerfileFactsReader.Read(dockerfile, Jobs.Pairs(), target: null, platform: null) };
}
