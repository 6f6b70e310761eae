using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Judging;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class CycleCutTests
{
    [Theory]
    [InlineData("minor", "3.21.3", "3.21")]
    [InlineData("minor", "1.22.3-alpine3.21", "1.22")]
    [InlineData("major", "22.11.0-bookworm", "22")]
    [InlineData("patch", "8.0.100-preview.1", "8.0.100")]
    [InlineData("patch", "3.21", "3.21")]
    [InlineData("minor", "12", "12")]
    [InlineData("minor", "v1.30.2", "1.30")]
    [InlineData("minor", "1.22rc1", "1.22")]
    [InlineData("minor", "1.", "1")]
    [InlineData("minor", "bookworm-20261116-slim", "bookworm")]
    [InlineData("minor", "latest", "latest")]
    [InlineData("full", "8-jre", "8-jre")]
    [InlineData("/^jdk-(\\d+)/", "jdk-21.0.5", "21")]
    public void The_cycle_is_cut_from_the_tag(string extract, string tag, string cut) => Assert.Equal((cut, null), CycleCut.Of(CycleExtraction.Read(extract).Extraction!, tag));

    [Theory]
    [InlineData("minor", "alpine3.21", "begins neither with a version nor with a name")]
    [InlineData("minor", "_x", "begins neither with a version nor with a name")]
    [InlineData("/^jdk-(\\d+)/", "21", "is not matched by extract: /^jdk-(\\d+)/")]
    public void Where_there_is_nothing_to_cut_it_says_why(string extract, string tag, string whyNot) =>
        Assert.Equal((null, whyNot), CycleCut.Of(CycleExtraction.Read(extract).Extraction!, tag));

    [Theory]
    [InlineData("3.21", "3.21")]
    [InlineData("3.21.3", "3.21")]
    [InlineData("3.20", "3.20")]
    [InlineData("3.2", "3.2")]
    [InlineData("3.210", null)]
    [InlineData("3", null)]
    [InlineData("4.1", "4")]
    [InlineData("4-jre", "4")]
    [InlineData("v4.1", "4")]
    [InlineData("40", null)]
    public void The_longest_cycle_that_fits_is_meant(string cut, string? cycle) => Assert.Equal(cycle, CycleMatch.Longest(cut, ["4", "3.2", "3.20", "3.21", ""]));
}
