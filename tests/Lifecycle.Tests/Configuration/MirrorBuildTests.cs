using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class MirrorBuildTests
{
    [Fact]
    public void An_entry_of_three_keys_is_the_page_that_it_replaces()
    {
        var build = Given.Build();

        Assert.Equal(("app", "app", "registry:5000/mirrors/app", "Dockerfile", ""), (build.Name, build.Mirror, build.Image.Name, build.Dockerfile, build.Path));
        Assert.Equal(["latest", "upstream-{short_sha}"], build.Tags, StringComparer.Ordinal);
        Assert.Null(build.Schedule);
    }

    [Theory]
    [InlineData("image: mirrors/app", "registry:5000/mirrors/app")]
    [InlineData("image: app", "registry:5000/app")]
    [InlineData("image: 'other:1/app'", "other:1/app")]
    [InlineData("image: mirrors/app } ], build: { registry: 'r:1/bases' }, images: [ ", "r:1/bases/mirrors/app")]
    public void An_image_without_a_registry_goes_to_the_one_of_the_file_or_else_to_the_one_beside(string entry, string image)
    {
        var yaml = entry.EndsWith("[ ", StringComparison.Ordinal)
            ? $"{{ builds: [ {{ name: a, mirror: a, {entry.Replace(", images: [ ", "", StringComparison.Ordinal)} }}"
            : $"{{ builds: [ {{ name: a, mirror: a, {entry} }} ] }}";

        var reading = LifecycleFileReader.Parse("l.yaml", yaml, Given.Environment, new RepositoryPrefix("registry:5000", null));

        Assert.Empty(reading.Mistakes);
        Assert.Equal(image, Assert.Single(reading.File.Builds).Image.Name);
    }

    [Fact]
    public void Every_mistake_is_told_at_once_where_it_is() => Assert.Equal(
        [
            "l.yaml:2:5: builds[0] has no mirror; write the name of a mirror of mirrors.yaml",
            "l.yaml:2:11: builds[0].name: 'App' is no name of a build; write at most 60 lower-case letters, digits, '.', '_' and '-', a letter or digit first",
            "l.yaml:3:12: builds[0].image: 'mirrors/app' names no registry, and nothing says which is meant; write host and port first, such as registry:5000/mirrors/app, or build.registry for all",
            "l.yaml:4:12: builds[0].tags: 'v{version}' wants {version}, and there is no version; write version: conventional beside it, or another tag",
            "l.yaml:4:26: builds[0].tags: 'x-{shrt_sha}' has {shrt_sha}, which is not known; did you mean {short_sha}?",
            "l.yaml:5:17: builds[0].dockerfile: '../Dockerfile' leaves its folder or has an empty part; write names with single '/' between them, without '..'",
            "l.yaml:6:11: builds[0].path: './docker' has a part '.'; leave it out",
            "l.yaml:7:15: builds[0].schedule: '61 * * * *' is no time of cron: '61' is no minute; write * or a number from 0 to 59, lists (1,2), ranges (1-5) or steps (*/5)",
            "l.yaml:8:5: builds[0].dockerfil is not known; did you mean dockerfile?",
        ],
        Given.Mistakes("""
            builds:
              - name: App
                image: mirrors/app
                tags: ['v{version}', 'x-{shrt_sha}']
                dockerfile: ../Dockerfile
                path: ./docker
                schedule: 61 * * * *
                dockerfil: x
            """), StringComparer.Ordinal);

    [Theory]
    [InlineData("mirror: a/b", "builds[0].mirror: 'a/b' is no name of a mirror; write it as mirrors.yaml has it: letters, digits, '.', '_' and '-', a letter or digit first")]
    [InlineData("image: 'r:1/app:v1'", "builds[0].image: 'r:1/app:v1' has a tag; leave it away, tags have a key of their own")]
    [InlineData("image: 'r:1/App'", "builds[0].image: 'r:1/App' has upper-case letters, which no registry takes; write lower case")]
    [InlineData("tags: [a, a]", "builds[0].tags has one twice; keep one")]
    [InlineData("tags: []", "builds[0].tags is an empty list; leave it out, or write what belongs into it")]
    [InlineData("tags: ['a b']", "builds[0].tags: 'a b' becomes no tag; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first, and places such as {short_sha}")]
    [InlineData("version: semantic", "builds[0].version is 'semantic'; write none or conventional or seed")]
    [InlineData("dockerfile: -f", "builds[0].dockerfile: '-f' begins like a flag; write it with its directory, or rename it")]
    [InlineData("path: /docker", "builds[0].path: '/docker' is an absolute path; write one that begins in the upstream's repository")]
    [InlineData("platform: arm64", "builds[0].platform: 'arm64' is no platform; write system/architecture or system/architecture/variant, such as linux/arm64")]
    [InlineData("target: '-x'", "builds[0].target: '-x' is no stage of a Dockerfile; write letters, digits, '_', '.' and '-', a letter or digit first")]
    [InlineData("args: { 1: x }", "builds[0].args: '1' is no name of a build argument; write letters, digits and '_', no digit first")]
    [InlineData("schedule: '0 0 30 2 *'", "builds[0].schedule: '0 0 30 2 *' never comes: no such month has such a day; write another day of month")]
    public void A_bad_value_is_refused_in_one_sentence(string value, string sentence)
    {
        var key = value.Split(':')[0];
        var entry = new Dictionary<string, string>(StringComparer.Ordinal) { ["name"] = "name: a", ["mirror"] = "mirror: a", ["image"] = "image: 'r:1/a'", [key] = value };

        var mistake = Assert.Single(Given.Mistakes($"builds: [{{ {string.Join(", ", entry.Values)} }}]"));

        Assert.Equal(sentence, mistake[(mistake.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
    }

    [Fact]
    public void Two_builds_of_one_name_would_have_the_same_requests() => Assert.Equal(
        ["l.yaml:3:13: builds[1].name is 'a', as an earlier one is; give one of them another"],
        Given.Mistakes("""
            builds:
              - { name: a, mirror: a, image: 'r:1/a' }
              - { name: a, mirror: b, image: 'r:1/b' }
            """), StringComparer.Ordinal);

    [Fact]
    public void Arguments_that_no_request_could_hold_are_refused()
    {
        var arguments = string.Join(", ", Enumerable.Range(0, 4).Select(number => $"A{number}: {new string('x', 30_000)}"));

        Assert.Contains("builds[0].args are longer than 100000 characters together", Assert.Single(Given.Mistakes($"builds: [{{ name: a, mirror: a, image: 'r:1/a', args: {{ {arguments} }} }}]")), StringComparison.Ordinal);
    }
}
