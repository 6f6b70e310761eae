using RegistryJanitor.BuildRunner.Tests.Support;

namespace RegistryJanitor.BuildRunner.Tests.Reporting;

public sealed class AlertTests
{
    [Theory]
    [InlineData("build_runner_", "compose/build-runner/Reporting/RunnerTally.cs")]
    [InlineData("git_mirror_", "compose/git-mirror/Reporting/MirrorMetrics.cs")]
    public void Every_metric_that_a_rule_names_is_one_that_a_companion_has(string prefix, string source)
    {
        var named = SourceTree.Read("compose/observe/rules.yml").Split(' ', '(', ')', '{', '[', '"', '\n', ']')
            .Where(word => word.StartsWith(prefix, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal).ToList();
        var has = SourceTree.Read(source);

        Assert.NotEmpty(named);
        // A counter's name ends with _total where it is read.
        Assert.All(named, name => Assert.Contains($"\"{(name.EndsWith("_total", StringComparison.Ordinal) ? name[..^6] : name)}\"", has, StringComparison.Ordinal));
    }
}
