namespace RegistryJanitor.Dockerfiles.Tests;

/// <summary>Directives, comments and lines that continue each other.</summary>
public sealed class LineTests
{
    [Theory]
    [InlineData("FROM a", "a")]
    [InlineData("\uFEFFFROM a", "a")]
    [InlineData("\uFEFF# escape=`\nFROM `\na", "a")]
    [InlineData("\n\n  \t# words\r\n   from a\r\n", "a")]
    [InlineData("FROM\ta\vAS\f b\nfRoM b", "a")]
    [InlineData("FROM \\\n a", "a")]
    [InlineData("FROM \\ \t\n a", "a")]
    [InlineData("FROM \\\r\n a\r\n", "a")]
    [InlineData("FR\\\nOM a", "a")]
    [InlineData("FROM a\\\nb", "ab")]
    [InlineData("FROM a \\", "a")]
    [InlineData("FROM a \\\n", "a")]
    [InlineData("FROM \\\n\\\n \\\na", "a")]
    [InlineData("\\\nFROM a", "a")]
    [InlineData("\\\n\\\n", "")]
    [InlineData("FROM \\\n# a comment\n\n \t\n   # another, which \\\n a", "a")]
    [InlineData("# a comment does not go on \\\nFROM a", "a")]
    [InlineData("FROM a\nRUN x \\\\\nFROM b", "b")]
    [InlineData("FROM a\nRUN x \\\\\\\nFROM b", "b")]
    [InlineData("FROM a\nRUN x \\\nFROM b", "a")]
    [InlineData("FROM a\nRUN x `\nFROM b", "b")]
    public void Images_in_lines_that_are_joined(string text, string images) =>
        Assert.Equal(images, Read.Mistakes(text) is [] ? Read.BuiltFrom(text) : "");

    [Theory]
    [InlineData("# escape=`\nFROM a`\nb\\", "ab")]
    [InlineData("#escape =  ` \nFROM a`\nb", "ab")]
    [InlineData("  # ESCAPE=`\nFROM a`\nb", "ab")]
    [InlineData("# syntax=s\n# check=skip=all\n# escape=`\nFROM a`\nb", "ab")]
    [InlineData("# escape=\\\nFROM a\\\nb", "ab")]
    public void A_directive_sets_the_escape(string text, string image) => Assert.Equal(image, Read.BuiltFrom(text).TrimEnd('\\'));

    [Theory]
    [InlineData("# words\n# escape=`\nFROM a\\\nb")]
    [InlineData("\n# escape=`\nFROM a\\\nb")]
    [InlineData("# unknown=1\n# escape=`\nFROM a\\\nb")]
    [InlineData("#!/bin/sh\n# escape=`\nFROM a\\\nb")]
    [InlineData("# escape\n# escape=`\nFROM a\\\nb")]
    [InlineData("ARG X\n# escape=`\nFROM a\\\nb")]
    public void Behind_any_other_line_it_is_a_comment(string text) => Assert.Equal("ab", Read.BuiltFrom(text));

    [Theory]
    [InlineData("# escape=x\nFROM a", "line 1 of the Dockerfile sets escape to 'x'; it can be \\ or `")]
    [InlineData("# escape=``\nFROM a", "line 1 of the Dockerfile sets escape to '``'; it can be \\ or `")]
    [InlineData("# escape= \nFROM a", "line 1 of the Dockerfile sets escape to ' '; it can be \\ or `")]
    [InlineData("# escape=`\n# Escape=`\nFROM a", "line 2 of the Dockerfile says escape a second time")]
    [InlineData("# syntax=a\n# syntax=b\nFROM a", "line 2 of the Dockerfile says syntax a second time")]
    public void A_directive_can_be_mistaken(string text, string sentence) => Assert.Equal([sentence], Read.Mistakes(text));

    [Theory]
    [InlineData("# syntax=docker/dockerfile:1\nFROM a", "docker/dockerfile:1", 1)]
    [InlineData("#SynTax = registry:5000/front@sha256:0 and words\nFROM a", "registry:5000/front@sha256:0", 1)]
    [InlineData("# check=skip=all\n# escape=`\n# syntax=s\nFROM a", "s", 3)]
    [InlineData("#!/usr/bin/env x\n# syntax=s\nFROM a", "s", 2)]
    [InlineData("// syntax=s\nFROM a", "s", 1)]
    [InlineData("\uFEFF# syntax=s\r\nFROM a", "s", 1)]
    [InlineData("  # syntax=s\nFROM a", null, 0)]
    [InlineData("\n# syntax=s\nFROM a", null, 0)]
    [InlineData("# words\n# syntax=s\nFROM a", null, 0)]
    [InlineData("FROM a\n# syntax=s", null, 0)]
    public void The_frontend_is_an_image_too(string text, string? image, int line)
    {
        var read = Read.Whole(text);
        Assert.Equal(image, read.Syntax);
        if (image is not null)
            Assert.Contains(new ImageDependency(image, new ImageUse.Frontend(), line), read.Images);
        Assert.DoesNotContain(read.BuiltFrom, dependency => dependency.Use is ImageUse.Frontend);
    }

    [Fact]
    public void An_unknown_instruction_is_told_and_skipped()
    {
        var read = Read.Whole("hello\nFROM a\nFORM b\n  runn x \\\n y\nRUN z");
        Assert.Equal([(1, "HELLO"), (3, "FORM"), (4, "RUNN")], read.Unknown.Select(unknown => (unknown.Line, unknown.Word)));
        Assert.Equal(["RUN"], read.Stages[0].Instructions.Select(instruction => instruction.Keyword));
    }

    [Fact]
    public void What_is_larger_than_anybody_writes_is_refused()
    {
        var most = $"FROM a\n{string.Concat(Enumerable.Repeat("#2345678\n", (DockerfileLimits.MostBytes - 7) / 9))}";
        Assert.Equal("a", Read.BuiltFrom(most));
        Assert.Equal("the Dockerfile is larger than 1048576 bytes, which nobody wrote", Assert.Single(Read.Mistakes($"{most}#2345678\n")));

        Assert.Equal("a", Read.BuiltFrom($"FROM a\nRUN {new string('x', DockerfileLimits.MostBytesOfLine - 4)}\n"));
        Assert.Equal(
            "line 2 of the Dockerfile is longer than the 65535 bytes that BuildKit reads; break it by continuation",
            Assert.Single(Read.Mistakes($"FROM a\nRUN {new string('x', DockerfileLimits.MostBytesOfLine - 5)}é\n")));
    }
}
