using RegistryJanitor.BuildRunner.Requests;
using RegistryJanitor.Lifecycle.Builds;
using RegistryJanitor.Lifecycle.Tests.Support;
using ReadRequest = RegistryJanitor.BuildRunner.Requests.BuildRequest;
using Written = RegistryJanitor.Lifecycle.Builds.BuildRequest;

namespace RegistryJanitor.Lifecycle.Tests.Builds;

/// <summary>What is asked for is judged by build-runner's own reader.</summary>
public sealed class BuildRequestTests
{
    private const string Commit = "0123456789abcdef0123456789abcdef01234567";

    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 5, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Build_runner_reads_an_entry_of_three_keys_as_it_is_meant()
    {
        var request = Read("");

        Assert.Equal(("app-0123456789ab", "registry:5000/mirrors/app", "Dockerfile"), (request.Id.Value, $"{request.Image}", request.Dockerfile));
        Assert.Equal(["latest", "upstream-{short_sha}"], request.Tags, StringComparer.Ordinal);
        Assert.Equal(new ContextSource.Mirror("app", Commit, ""), request.Context);
        Assert.Equal((null, null, VersionMode.None, "why", s_now), (request.Target, request.Platform, request.Version, request.Reason, request.RequestedAt));
    }

    [Fact]
    public void Build_runner_reads_every_key_as_it_is_meant()
    {
        var request = Read("tags: ['v{version}', '{major}.{minor}'], dockerfile: docker/a.Dockerfile, path: src/app, version: seed, platform: linux/arm/v7, target: final, args: { A: 'x \"y\" ü', B: '' }");

        Assert.Equal(["v{version}", "{major}.{minor}"], request.Tags, StringComparer.Ordinal);
        Assert.Equal(("docker/a.Dockerfile", new ContextSource.Mirror("app", Commit, "src/app"), VersionMode.Seed), (request.Dockerfile, request.Context, request.Version));
        Assert.Equal(("linux/arm/v7", "final", "x \"y\" ü", ""), (request.Platform, request.Target, request.BuildArguments["A"], request.BuildArguments["B"]));
        Assert.Equal(VersionMode.Conventional, Read("version: conventional").Version);
    }

    [Fact]
    public void The_longest_of_everything_is_still_a_request()
    {
        var name = new string('a', 60);
        var yaml = $$"""
            builds:
              - name: {{name}}
                mirror: {{new string('M', 100)}}
                image: registry:443/{{new string('r', 200)}}
                tags: [{{string.Join(", ", Enumerable.Range(0, 64).Select(number => $"'{new string('t', 100)}{number}-{{sha}}'"))}}]
                dockerfile: {{new string('d', 512)}}
                path: {{new string('p', 512)}}
                target: {{new string('t', 128)}}
                args: { {{string.Join(", ", Enumerable.Range(0, 4).Select(number => $"A{number}: '{new string('ü', 24_000)}'"))}} }
            """;
        var build = Assert.Single(Given.File(yaml).Builds);
        var id = Written.Id(build, new string('f', 64), 1_000_000);

        var reading = RequestReader.Read(Written.Json(build, id, new string('f', 64), new string('w', 500), s_now, BuiltFrom.Unknown.Labels), BuildId.Read(id)!);

        Assert.StartsWith("registry:443/", $"{Assert.IsType<RequestReading.Valid>(reading).Request.Image}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("v{version}")]
    [InlineData("{major}")]
    [InlineData("{sha}-{short_sha}")]
    [InlineData("{shrt_sha}")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("a}")]
    [InlineData(".a")]
    [InlineData("-a")]
    [InlineData("a b")]
    [InlineData("{{sha}}")]
    [InlineData("{sha")]
    [InlineData("ü")]
    public void The_same_templates_of_tags_are_refused_here_and_there(string template)
    {
        foreach (var (version, hasVersion) in new[] { ("none", false), ("conventional", true) })
        {
            var here = Given.Mistakes($"builds: [{{ name: a, mirror: a, image: 'r:1/a', version: {version}, tags: ['{template}'] }}]").Count == 0;

            Assert.Equal(TagTemplate.Mistake(template, hasVersion, commit: true) is null, here);
        }
    }

    private static ReadRequest Read(string more)
    {
        var build = Given.Build(more);
        var id = Written.Id(build, Commit, 1);
        var reading = RequestReader.Read(Written.Json(build, id, Commit, "why", s_now, BuiltFrom.Unknown.Labels), BuildId.Read(id)!);
        return reading is RequestReading.Valid valid ? valid.Request : throw new InvalidOperationException(string.Join('\n', ((RequestReading.Mistaken)reading).Mistakes));
    }
}
