namespace RegistryJanitor.Dockerfiles.Tests;

/// <summary>FROM, arguments, and what names mean.</summary>
public sealed class StageTests
{
    [Theory]
    [InlineData("ARG V=3\nFROM a:$V", "a:3")]
    [InlineData("ARG V\nFROM a:${V:-3}", "a:3")]
    [InlineData("ARG A=1 B=\"${A}.2\"\nARG C='$B' D=$B\nFROM a:$B$D", "a:1.21.2")]
    [InlineData("ARG GIVEN=no\nFROM a:$GIVEN", "a:yes")]
    [InlineData("ARG GIVEN\nFROM a:$GIVEN", "a:yes")]
    [InlineData("FROM a:${GIVEN:-undeclared}", "a:undeclared")]
    [InlineData("ARG A=1\nARG A\nFROM a:$A", "a:1")]
    [InlineData("ARG A=1\nARG A=\nFROM a:x$A", "a:x")]
    [InlineData("ARG A=1\nARG A=${A}2\nFROM a:$A", "a:12")]
    [InlineData("ARG A=\"1 2\" B=x\nFROM a:$B", "a:x")]
    [InlineData("ARG A=a\\ b B=x\nFROM a:${A#a?}$B", "a:bx")]
    [InlineData("# escape=`\nARG A=a` b\nFROM a:${A#a?}", "a:b")]
    [InlineData("FROM a AS x\nARG V=1\nFROM b:${V:-0}", "b:0")]
    [InlineData("FROM a-$TARGETARCH-$TARGETOS-${TARGETVARIANT-unset}-${TARGETPLATFORM/\\//_}", "a-arm64-linux--linux_arm64")]
    [InlineData("FROM a:$BUILDARCH", "a:amd64")]
    [InlineData("ARG TARGETARCH=x\nFROM a:$TARGETARCH", "a:x")]
    [InlineData("FROM --platform=$BUILDPLATFORM a", "a")]
    [InlineData("FROM \"a\"'b'\\c", "abc")]
    [InlineData("FROM a@sha256:0", "a@sha256:0")]
    [InlineData("FROM --platform= a", "a")]
    [InlineData("FROM -- a", "a")]
    [InlineData("FROM a AS x\nFROM b-$TARGETSTAGE AS Last", "b-last")]
    public void What_FROM_becomes(string text, string image) => Assert.Equal(image, Read.BuiltFrom(text));

    [Theory]
    [InlineData("FROM a AS build\nFROM build", "a")]
    [InlineData("FROM a AS Build\nFROM BUILD", "a")]
    [InlineData("FROM alpine AS alpine\nFROM alpine", "alpine")]
    [InlineData("FROM b AS a\nFROM a AS b", "b")]
    [InlineData("FROM scratch", "")]
    [InlineData("FROM a AS scratch\nFROM scratch", "a")]
    [InlineData("FROM a\nFROM 0", "0")]
    [InlineData("FROM a AS x\nFROM b AS x\nFROM x", "b")]
    [InlineData("ARG S=x\nFROM a AS x\nFROM $S", "a")]
    [InlineData("FROM a AS x\nFROM b", "b")]
    [InlineData("FROM a AS x\nFROM b\nCOPY --from=x / /", "a b")]
    [InlineData("FROM a AS x\nFROM b\nCOPY --from=X / /", "a b")]
    [InlineData("FROM a\nFROM b\nCOPY --chown=1 --from=0 / /", "a b")]
    [InlineData("FROM a AS x\nFROM b\nRUN --mount=type=bind,from=x,target=/x true", "a b")]
    [InlineData("FROM a\nCOPY --from=i:1 / /\nCOPY --from=\"i:2\" / /", "a i:1 i:2")]
    [InlineData("FROM a\nCOPY --from=scratch / /", "a")]
    [InlineData("FROM a\nCOPY --from= / /", "a")]
    [InlineData("FROM a\nCOPY / --from=x /", "a")]
    [InlineData("FROM a\nADD --from=x / /", "a")]
    [InlineData("FROM a AS x\nFROM b AS y\nCOPY --from=x / /\nFROM c AS z\nFROM y", "a b")]
    [InlineData("FROM a AS x\nONBUILD COPY --from=i / /\nFROM x", "a i")]
    [InlineData("FROM a AS x\nONBUILD COPY --from=i / /\nFROM x AS y\nFROM y", "a i")]
    public void What_the_last_stage_is_built_from(string text, string images) => Assert.Equal(images, Read.BuiltFrom(text));

    [Fact]
    public void Each_image_is_told_with_its_use_its_stage_and_its_line()
    {
        var read = Read.Whole("""
            # syntax=docker/dockerfile:1

            FROM --platform=$BUILDPLATFORM golang:1.25@sha256:0 AS Build
            RUN --mount=type=cache,target=/c \
                --mount=from=busybox,target=/b --mount=type=bind,source=go.mod,target=go.mod go build
            ONBUILD COPY --from=tools:1 /t /t
            COPY --from=late /l /l
            ONBUILD COPY --from=build /t /t
            ONBUILD COPY --from=0 /t /t
            FROM unneeded
            FROM scratch
            COPY --from=build /app /app
            COPY --from=nginx:1 --chmod=755 /etc/nginx /etc/nginx
            """);
        Assert.Equal(
            [
                new("docker/dockerfile:1", new ImageUse.Frontend(), 1),
                new("golang:1.25@sha256:0", new ImageUse.Base(0), 3),
                new("busybox", new ImageUse.Mounted(0), 4),
                new("tools:1", new ImageUse.LeftToOthers(0), 6),
                new("late", new ImageUse.Copied(0), 7),
                new("unneeded", new ImageUse.Base(1), 10),
                new ImageDependency("nginx:1", new ImageUse.Copied(2), 13),
            ],
            read.Images);
        Assert.Equal([true, true, true, false, true, false, true], read.Images.Select(read.IsNeeded));
        Assert.Equal([false, true, false, false, false, false, false], read.Images.Select(image => image.IsPinned));
        Assert.Equal(["golang:1.25@sha256:0", "late", "nginx:1"], read.BuiltFrom.Select(image => image.Image));
        Assert.Equal(2, read.Target);
        Assert.Equal(["build", null, null], read.Stages.Select(stage => stage.Name));
        Assert.Equal(["linux/amd64", null, null], read.Stages.Select(stage => stage.Platform));
        Assert.Equal([new StageBase.Image("golang:1.25@sha256:0"), new StageBase.Image("unneeded"), new StageBase.Scratch()], read.Stages.Select(stage => stage.Base));
        Assert.Equal([0], read.Stages[2].Sources);
    }

    [Theory]
    [InlineData("one", "a")]
    [InlineData("TWO", "a b")]
    [InlineData("three", "c")]
    [InlineData(null, "c d")]
    public void A_target_needs_its_own(string? target, string images) =>
        Assert.Equal(images, Read.BuiltFrom("FROM a AS one\nFROM b AS two\nCOPY --from=one / /\nFROM c AS three\nFROM d\nCOPY --from=three / /", target));

    [Fact]
    public void A_target_that_is_not_there_is_a_mistake_that_names_those_that_are()
    {
        Assert.Equal(["the Dockerfile has no stage test; it has build, 1"], Read.Mistakes("FROM a AS build\nFROM b", "test"));
        Assert.Equal(["the Dockerfile has no stage 1; it has build, 1"], Read.Mistakes("FROM a AS build\nFROM b", "1"));
    }

    [Theory]
    [InlineData("", "the Dockerfile has no FROM, so there is nothing to build")]
    [InlineData("# only words", "the Dockerfile has no FROM, so there is nothing to build")]
    [InlineData("RUN x\nFROM a", "line 1 of the Dockerfile (RUN) comes before the first FROM; only ARG can")]
    [InlineData("FROM", "line 1 of the Dockerfile (FROM) is neither 'FROM image' nor 'FROM image AS name'")]
    [InlineData("FROM a # why", "line 1 of the Dockerfile (FROM) is neither 'FROM image' nor 'FROM image AS name'")]
    [InlineData("FROM a AS", "line 1 of the Dockerfile (FROM) is neither 'FROM image' nor 'FROM image AS name'")]
    [InlineData("FROM a IS b", "line 1 of the Dockerfile (FROM) is neither 'FROM image' nor 'FROM image AS name'")]
    [InlineData("FROM a AS 1st", "line 1 of the Dockerfile (FROM) calls its stage 1st; a name is letters, digits, '-', '_' and '.', a letter first")]
    [InlineData("FROM a AS a/b", "line 1 of the Dockerfile (FROM) calls its stage a/b; a name is letters, digits, '-', '_' and '.', a letter first")]
    [InlineData("ARG\nFROM a", "line 1 of the Dockerfile (ARG) names no argument")]
    [InlineData("ARG =x\nFROM a", "line 1 of the Dockerfile (ARG) has a value without a name: =x")]
    [InlineData("ARG X='\nFROM a", "line 1 of the Dockerfile (ARG) has a ' without its end")]
    [InlineData("ARG X\nFROM $X", "line 2 of the Dockerfile (FROM) names an image that is empty once its variables are put in: $X")]
    [InlineData("FROM a\nARG X=b\nFROM $X", "line 3 of the Dockerfile (FROM) names an image that is empty once its variables are put in: $X")]
    [InlineData("ARG X\nFROM ${X?needed}", "line 2 of the Dockerfile (FROM) wants the variable X: needed")]
    [InlineData("FROM ${X", "line 1 of the Dockerfile (FROM) has ${X without its }, or with something unknown behind the name")]
    [InlineData("FROM --rm a", "line 1 of the Dockerfile (FROM) has the unknown flag --rm; it can be --platform=OS/ARCHITECTURE")]
    [InlineData("FROM --Platform=x a", "line 1 of the Dockerfile (FROM) has the unknown flag --Platform=x; it can be --platform=OS/ARCHITECTURE")]
    [InlineData("FROM --platform=a --platform=b a", "line 1 of the Dockerfile (FROM) has --platform twice")]
    [InlineData("FROM --platform=$X a", "line 1 of the Dockerfile (FROM) asks for a platform that is empty once its variables are put in: $X")]
    [InlineData("FROM a AS x\nCOPY --from=x / /", "line 2 of the Dockerfile (COPY) takes from x, the stage it is in")]
    [InlineData("FROM a AS x\nCOPY --from=later / /\nFROM b AS later", "line 2 of the Dockerfile (COPY) takes from the stage later, which comes later; move that one up")]
    [InlineData("FROM a AS x\nRUN --mount=from=Later,target=/x true\nFROM b AS later", "line 2 of the Dockerfile (RUN) takes from the stage Later, which comes later; move that one up")]
    [InlineData("FROM a\nCOPY --from=0 / /", "line 2 of the Dockerfile (COPY) takes from stage 0, which is the stage it is in")]
    [InlineData("FROM a\nCOPY --from=7 / /", "line 2 of the Dockerfile (COPY) takes from stage 7, which does not come before it")]
    [InlineData("FROM a\nCOPY --from=-1 / /", "line 2 of the Dockerfile (COPY) takes from stage -1, which does not come before it")]
    [InlineData("FROM a\nCOPY --from=a --from=b / /", "line 2 of the Dockerfile (COPY) has --from twice")]
    [InlineData("FROM a\nCOPY --from=$X / /", "line 2 of the Dockerfile (COPY) has the variable $X in from=, where none is expanded; make a stage of it by FROM with an ARG before the first FROM")]
    [InlineData("FROM a\nRUN --mount=from=a$X,target=/ x", "line 2 of the Dockerfile (RUN) has the variable a$X in from=, where none is expanded; make a stage of it by FROM with an ARG before the first FROM")]
    public void What_cannot_be_built_is_told_with_its_line(string text, string sentence) => Assert.Equal([sentence], Read.Mistakes(text));

    [Fact]
    public void All_mistakes_are_told_by_line()
    {
        var mistakes = Assert.IsType<DockerfileReading.Mistaken>(DockerfileReader.Read("RUN x\nFROM a b\nFROM $X\nFROM c AS 1\nFROM d\nRUN <<E", BuildInputs.None)).Mistakes;
        Assert.Equal([1, 2, 3, 4, 6], mistakes.Select(mistake => mistake.Line));
        Assert.Equal(DockerfileLimits.MostMistakes, Read.Mistakes(string.Concat(Enumerable.Repeat("FROM\n", 1000))).Count);
    }

    [Theory]
    [InlineData("linux/arm", "linux/arm/v7|linux|arm|v7")]
    [InlineData("linux/arm/6", "linux/arm/v6|linux|arm|v6")]
    [InlineData("linux/arm64/v8", "linux/arm64|linux|arm64|")]
    [InlineData("Linux/x86_64", "linux/amd64|linux|amd64|")]
    [InlineData("linux/aarch64", "linux/arm64|linux|arm64|")]
    [InlineData("linux/riscv64", "linux/riscv64|linux|riscv64|")]
    public void Platforms_have_one_spelling(string platform, string becomes)
    {
        var read = DockerfileReader.Read("FROM $TARGETPLATFORM|$TARGETOS|$TARGETARCH|$TARGETVARIANT", new BuildInputs { Platform = platform });
        Assert.Equal(becomes, Assert.Single(Assert.IsType<DockerfileReading.Understood>(read).Dockerfile.BuiltFrom).Image);
    }

    [Theory]
    [InlineData("type=cache,from=a,target=/x", "a")]
    [InlineData("FROM=a", "a")]
    [InlineData("from=a,from=b", "b")]
    [InlineData("\"from=a,b\",x", "a,b")]
    [InlineData("\"from=a\"\"b\"", "a\"b")]
    [InlineData("from", null)]
    [InlineData("type=bind", null)]
    public void The_options_of_a_mount(string mount, string? from) => Assert.Equal(from, Stages.MountOptions.Find(mount, "from"));
}
