using RegistryJanitor.BuildRunner.Sources;

namespace RegistryJanitor.BuildRunner.Tests.Sources;

public sealed class DockerfileTests
{
    [Theory]
    [InlineData("FROM alpine", "alpine")]
    [InlineData("\uFEFF# a comment\r\n\r\n  from alpine AS build\r\nFROM build\r\n", "alpine")]
    [InlineData("ARG V=3\nFROM alpine:$V", "alpine:3")]
    [InlineData("ARG V\nFROM alpine:${V:-3}", "alpine:3")]
    [InlineData("ARG V=x\nFROM alpine:${V:+4}", "alpine:4")]
    [InlineData("ARG A=1 B=\"${A}.2\"\nARG C='$B'\nFROM a:$B", "a:1.2")]
    [InlineData("ARG V=3.20.1\nFROM alpine:${V%.*}", "alpine:3.20")]
    [InlineData("ARG V=3.20.1\nFROM alpine:${V%%.*}-${V#*.}-${V##*.}", "alpine:3-20.1-1")]
    [InlineData("ARG V=3.20.1\nFROM alpine:${V/./_}-${V//./_}", "alpine:3_20.1-3_20_1")]
    [InlineData("ARG V\nFROM alpine:${V:-${W:-5}}", "alpine:5")]
    [InlineData("ARG GIVEN=no\nFROM alpine:$GIVEN", "alpine:yes")]
    [InlineData("FROM alpine-${TARGETARCH}", "alpine-arm64")]
    [InlineData("FROM \\\n  # a comment\n\n  alpine", "alpine")]
    [InlineData("# escape=`\nFROM `\n  alpine", "alpine")]
    [InlineData("FROM alpine\nRUN <<EOF\nFROM evil\nEOF", "alpine")]
    [InlineData("FROM alpine\nRUN cat <<-'A' <<B\n\tA\nFROM evil\nB", "alpine")]
    [InlineData("FROM alpine\nRUN echo a \\\\\nFROM other", "alpine other")]
    [InlineData("FROM alpine AS alpine\nFROM ALPINE", "alpine")]
    [InlineData("FROM scratch", "")]
    [InlineData("FROM a AS x\nFROM b AS y\nCOPY --from=x / /\nFROM X", "a b")]
    public void The_images_a_build_begins_with(string dockerfile, string images) => Assert.Equal(images, string.Join(' ', Read(dockerfile).BaseImages));

    [Fact]
    public void What_an_engine_has_to_know()
    {
        var facts = Read("""
            # syntax=docker/dockerfile:1
            FROM --platform=$BUILDPLATFORM golang:1.25 AS Build
            RUN --mount=type=cache,target=/root/.cache --mount=type=bind,from=busybox,target=/b \
                --mount=type=bind,source=go.mod,target=go.mod go build
            COPY <<"EOF" /etc/motd
            hello
            EOF
            ADD https://example.org/x /x
            FROM --platform=linux/arm/v7 scratch
            COPY --from=build /app /app
            COPY --from=nginx:1 --chmod=755 /etc/nginx /etc/nginx
            COPY a "b" /c/
            FROM later
            RUN <<EOF
            EOF
            """, "build");
        Assert.Equal("docker/dockerfile:1", facts.Syntax);
        Assert.Equal((true, true, true, true), (facts.Heredocs, facts.QuotedHeredocs, facts.Mounts, facts.Runs));
        Assert.Equal(["cache", "bind"], facts.MountTypes);
        Assert.Equal(["golang:1.25"], facts.BaseImages);
        Assert.Equal(["busybox"], facts.CopiedImages);
        Assert.Equal(["build", "1", "2"], facts.Stages);
        Assert.Equal(["go.mod"], facts.ContextSources);
        Assert.Single(facts.Platforms);
    }

    [Theory]
    [InlineData("RUN cat <<EOF\nx\nEOF", true, false)]
    [InlineData("RUN cat <<\"EOF\"\nx\nEOF", true, true)]
    [InlineData("RUN cat 3<<-E'O'F\nx\n\tEOF", true, true)]
    [InlineData("RUN echo $((1<<2)) 'a <<EOF'", false, false)]
    [InlineData("RUN [\"cat\", \"<<EOF\"]", false, false)]
    [InlineData("CMD cat <<EOF", false, false)]
    [InlineData("ONBUILD RUN cat <<EOF\nFROM evil\nEOF", true, false)]
    public void Heredocs_are_found_where_they_are_some(string instruction, bool heredocs, bool quoted)
    {
        var facts = Read($"FROM alpine\n{instruction}\n");
        Assert.Equal((heredocs, quoted), (facts.Heredocs, facts.QuotedHeredocs));
    }

    [Theory]
    [InlineData("", "the Dockerfile has no FROM, so there is nothing to build")]
    [InlineData("# only words", "the Dockerfile has no FROM, so there is nothing to build")]
    [InlineData("RUN x\nFROM a", "line 1 of the Dockerfile (RUN) comes before the first FROM; only ARG can")]
    [InlineData("FROM a\n\nFORM b", "line 3 of the Dockerfile has the unknown instruction FORM")]
    [InlineData("FROM a # why", "line 1 of the Dockerfile (FROM) is neither 'FROM image' nor 'FROM image AS name'")]
    [InlineData("FROM a AS 1st", "line 1 of the Dockerfile (FROM) calls its stage 1st; a name is letters, digits, '-', '_' and '.', a letter first")]
    [InlineData("ARG X\nFROM $X", "line 2 of the Dockerfile (FROM) names an image that is empty once its variables are put in: $X")]
    [InlineData("FROM a\nARG X=b\nFROM $X", "line 3 of the Dockerfile (FROM) names an image that is empty once its variables are put in: $X")]
    [InlineData("ARG X\nFROM ${X?needed}", "line 2 of the Dockerfile (FROM) wants the variable X: needed")]
    [InlineData("FROM ${X", "line 1 of the Dockerfile (FROM) has ${X without its }, or with something unknown behind the name")]
    [InlineData("FROM --rm a", "line 1 of the Dockerfile (FROM) has the unknown flag --rm; it can be --platform=OS/ARCHITECTURE")]
    [InlineData("FROM a\nRUN cat <<EOF\nx", "line 2 of the Dockerfile (RUN) begins <<EOF, and no line that is EOF ends it")]
    [InlineData("FROM a\nRUN echo $((1 << 2))", "line 2 of the Dockerfile (RUN) begins <<2)), and no line that is 2)) ends it")]
    [InlineData("# escape=x\nFROM a", "line 1 of the Dockerfile sets escape to 'x'; it can be \\ or `")]
    [InlineData("# escape=`\n# escape=`\nFROM a", "line 2 of the Dockerfile says escape a second time")]
    [InlineData("FROM a AS x\nCOPY --from=x / /", "line 2 of the Dockerfile (COPY) takes from x, the stage it is in")]
    [InlineData("FROM a AS x\nCOPY --from=later / /\nFROM b AS later", "line 2 of the Dockerfile (COPY) takes from the stage later, which comes later; move that one up")]
    [InlineData("FROM a AS x\nRUN --mount=from=Later,target=/x true\nFROM b AS later", "line 2 of the Dockerfile (RUN) takes from the stage Later, which comes later; move that one up")]
    [InlineData("FROM a\nCOPY --from=0 / /", "line 2 of the Dockerfile (COPY) takes from stage 0, which is the stage it is in")]
    [InlineData("FROM a\nCOPY --from=7 / /", "line 2 of the Dockerfile (COPY) takes from stage 7, which does not come before it")]
    [InlineData("FROM a\nCOPY --from=$X / /", "line 2 of the Dockerfile (COPY) has the variable $X in from=, where none is expanded; make a stage of it by FROM with an ARG before the first FROM")]
    [InlineData("FROM b AS a\nFROM a AS b", "line 1 of the Dockerfile (FROM) is part of a circle: a from b from a; where an image is meant, write its tag, or call the stage otherwise")]
    public void What_cannot_be_built_is_refused_with_its_line(string dockerfile, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ContextRefusedException>(() => Read(dockerfile)).Message);

    [Fact]
    public void Tens_of_thousands_of_stages_are_refused_or_read_and_not_compared_with_each_other()
    {
        var chain = string.Concat(Enumerable.Range(0, 40_000).Select(number => $"FROM s{number} AS s{number + 1}\n"));
        Assert.Equal(["s0"], Read(chain).BaseImages);
        var backwards = string.Concat(Enumerable.Range(0, 30_000).Select(number => $"FROM s{number + 1} AS s{number}\n"));
        Assert.Equal("s1", Read(backwards, "s0").BaseImages[0]);
    }

    [Fact]
    public void A_target_is_a_stage()
    {
        Assert.Equal("the Dockerfile has no stage test; it has build, 1", Assert.Throws<ContextRefusedException>(() => Read("FROM a AS build\nFROM b", "test")).Message);
        Assert.Equal(["a"], Read("FROM a AS build\nFROM b", "BUILD").BaseImages);
    }

    [Fact]
    public void Whatever_the_text_is_there_is_an_answer_or_a_sentence()
    {
        string[] pieces = ["FROM ", "a", " AS ", "\n", "\\\n", "${", "}", "$x", ":-", "'", "\"", "<<EOF", "EOF", "RUN ", "COPY ", "--from=", "--mount=", "#", "ARG ", "=", "[", "]", ",", "`", "\t", "\r\n", "0"];
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(30)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                _ = Read($"FROM a\n{text}");
            }
            catch (ContextRefusedException refused)
            {
                Assert.True(refused.Message.Length > 0, $"seed {seed}");
            }
        }
    }

    private static DockerfileFacts Read(string dockerfile, string? target = null) =>
        DockerfileFactsReader.Read(dockerfile, new Dictionary<string, string>(StringComparer.Ordinal) { ["GIVEN"] = "yes" }, target, "linux/arm64");
}
