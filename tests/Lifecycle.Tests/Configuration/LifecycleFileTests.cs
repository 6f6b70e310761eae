using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class LifecycleFileTests
{
    [Fact]
    public void The_file_that_the_readme_shows_has_no_mistake()
    {
        var file = Given.File(SourceTree.Read("compose/lifecycle/README.md").Split("## lifecycle.yaml\n")[1].Split("```yaml\n")[1].Split("```")[0]);

        Assert.Equal((1, 1, 1), (file.Sync.Entries.Count, file.Images.Count, file.Schedule.Commands.Count));
    }

    [Fact]
    public void Every_mistake_is_told_at_once_where_it_is() => Assert.Equal(
        [
            "l.yaml:2:3: sync.entires is not known; did you mean entries?",
            "l.yaml:4:7: sync.entries[0] has more than one of tag, tag_regex and semver_range; write exactly one of them",
            "l.yaml:5:15: sync.entries[0].target: 'mirrors/alpine' names no registry; write host and port first, such as registry:5000/mirrors/alpine",
            "l.yaml:7:18: sync.entries[0].tag_regex: '^(3' is no regular expression: InsufficientClosingParentheses at character 3; correct it, or write tag for one tag",
            "l.yaml:8:7: sync.entries[1] has no target; write where it goes, such as registry:5000/mirrors/alpine",
            "l.yaml:8:7: sync.entries[1] has none of tag, tag_regex and semver_range; write exactly one of them",
            "l.yaml:8:15: sync.entries[1].source: 'docker.io/library/alpine:3' has a tag; leave it away, tags have a key of their own",
            "l.yaml:9:18: sync.entries[1].keep_last is '0'; write a whole number from 1 to 100000",
            "l.yaml:11:17: retention.max_age_days is '90d'; write a whole number from 0 to 36525",
        ],
        Given.Mistakes("""
            sync:
              entires: []
              entries:
                - source: docker.io/library/alpine
                  target: mirrors/alpine
                  tag: "3"
                  tag_regex: '^(3'
                - source: docker.io/library/alpine:3
                  keep_last: 0
            retention:
              max_age_days: 90d
            """), StringComparer.Ordinal);

    [Theory]
    [InlineData("sync: { entries: [{ source: a/b, target: 'r:1/x', tag: a }] }", "docker.io/a/b to r:1/x")]
    [InlineData("sync: { entries: [{ source: alpine, target: 'localhost/x', tag: a }] }", "docker.io/library/alpine to localhost/x")]
    public void A_source_may_be_of_Docker_Hub_without_saying_so(string yaml, string name) => Assert.Equal(name, Given.File(yaml).Sync.Entries[0].Name);

    [Theory]
    [InlineData("{ source: 'r:1/x', target: 'R:1/x', tag: a }", "sync.entries[0].target is its own source; name another repository")]
    [InlineData("{ source: alpine, target: docker.io/library/alpine, tag: a }", "sync.entries[0].target is its own source; name another repository")]
    [InlineData("{ source: alpine, target: 'r:1/x', tag: 'a b' }", "sync.entries[0].tag: 'a b' cannot be part of a tag; write at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first")]
    [InlineData("{ source: alpine, target: 'r:1/x', tag: a, platforms: [linux] }", "sync.entries[0].platforms: 'linux' is no platform; write system/architecture or system/architecture/variant, such as linux/arm64")]
    [InlineData("{ source: alpine, target: 'r:1/x', semver_range: '>=x.1' }", "sync.entries[0].semver_range: '>=x.1' is no range of versions; write one like '>=3.18 <4', ^1.22, ~3.20 or 3.x, with '||' for or")]
    [InlineData("{ source: alpine, target: 'r:1/x', tag: a, lifecycle: { product: Alpine } }", "sync.entries[0].lifecycle.product: 'Alpine' is no product; write its name at endoflife.date, lower-case letters, digits and '-', such as alpine-linux")]
    [InlineData("{ source: alpine, target: 'r:1/x', tag: a, lifecycle: { product: a, extract: /x/ } }", "sync.entries[0].lifecycle.extract: '/x/' captures 0 groups; put brackets around the cycle alone, and write (?:…) for others")]
    [InlineData("{ source: alpine, target: 'r:1/x', tag: a, lifecycle: { product: a, extract: minor, track: major } }", "sync.entries[0].lifecycle has extract and track, which mean the same; keep one of them")]
    [InlineData("{ source: alpine, target: 'r:1/x', tag: a, keep_lats: 1 }", "sync.entries[0].keep_lats is not known; did you mean keep_last?")]
    public void A_bad_entry_is_refused_in_one_sentence(string entry, string sentence) => Assert.Equal(sentence, Sentence(Assert.Single(Given.Mistakes($"sync: {{ entries: [{entry}] }}"))));

    [Theory]
    [InlineData("name: a, folder: ../a, type: core, mirror_image: alpine", "images[0].folder: '../a' leaves its folder or has an empty part; write names with single '/' between them, without '..'")]
    [InlineData("name: a, folder: /a, type: core, mirror_image: alpine", "images[0].folder: '/a' is an absolute path; write one that begins in the folder of this file")]
    [InlineData("name: a/b, folder: a, type: core, mirror_image: alpine", "images[0].name: 'a/b' is no name of an image; write at most 128 lower-case letters and digits, with single '.', '_', '-' between them")]
    [InlineData("name: a, folder: a, type: base, mirror_image: alpine", "images[0].type is 'base'; write core or spe or spe-dev")]
    [InlineData("name: a, folder: a, type: spe, mirror_image: 'alpine:3'", "images[0].mirror_image: 'alpine:3' has a tag; leave it away, tags have a key of their own")]
    [InlineData("name: a, folder: a, type: spe, mirror_image: alpine, args: { 1A: x }", "images[0].args: '1A' is no name of a build argument; write letters, digits and '_', no digit first")]
    [InlineData("name: a, folder: a, type: spe, mirror_image: alpine, args: [x]", "images[0].args is no mapping of names to texts")]
    [InlineData("name: a, folder: a, type: core, mirror_image: alpine }, { name: a, folder: b, type: spe, mirror_image: alpine", "images[1].name is 'a', which an earlier image has with the same version; give one of them another")]
    public void A_bad_image_is_refused_in_one_sentence(string image, string sentence) => Assert.Equal(
        sentence, Sentence(Assert.Single(Given.Mistakes($"images: [{{ {image} }}]\nbuild: {{ registry: 'r:1', core_version: 1.0 }}"))));

    [Theory]
    [InlineData("images: [{ name: a, folder: a, type: core, mirror_image: alpine }]\nbuild: { core_version: 1 }", "images are to be built, and build.registry does not say where they go; write it, such as registry:5000/bases")]
    [InlineData("images: [{ name: a, folder: a, type: core, mirror_image: alpine }]\nbuild: { registry: 'r:1' }", "images are to be built, and build.core_version does not say the version of your templates; write it, such as \"1.0.0\"")]
    [InlineData("build: { registry: bases }", "build.registry: 'bases' names no registry; write host and port first, such as registry:5000/bases")]
    [InlineData("lifecycle: { critical_days: 30, warn_days: 20 }", "lifecycle.warn_days is less than critical_days, so that nothing would be warned of; write a larger one")]
    [InlineData("lifecycle: { overrides: [{ product: a, cycle: 1, eol: soon }] }", "lifecycle.overrides[0].eol: 'soon' is no end; write a day such as 2027-04-01, or true (it has ended) or false (it goes on)")]
    [InlineData("lifecycle: { overrides: [{ product: a, cycle: 1, eol: true }, { product: a, cycle: 1, eol: false }] }", "lifecycle.overrides[1] is about a 1, as an earlier one is; keep one of them")]
    [InlineData("registry: { insecure_registries: ['r:1'], secure_registries: ['R:1'] }", "registry has r:1 as insecure and as secure; keep it in one of them")]
    [InlineData("registry: { own_registries: 'http://r:1' }", "registry.own_registries: 'http://r:1' is no registry; write its host, with its port where it has one, such as registry:5000")]
    [InlineData("schedule: { sync: daily }", "schedule.sync: 'daily' is no time of cron; write minute, hour, day of month, month and day of week, such as '0 6 * * *' for each day at 06:00 UTC")]
    [InlineData("schedule: { eol-update: '0 6 * * *' }", "schedule.eol-update is not known; did you mean eol_update?")]
    [InlineData("retention: { exclude_tags: ['a b'] }", "retention.exclude_tags: 'a b' is no tag and no pattern of tags; write a name, a glob such as v1.*, or a regular expression between slashes")]
    [InlineData("retentoin: {}", "retentoin is not known; did you mean retention?")]
    [InlineData("build: { registry: $EMPTY }", "build.registry is empty: '$EMPTY' stands for nothing; write a text")]
    public void A_bad_value_is_refused_in_one_sentence(string yaml, string sentence) => Assert.Equal(sentence, Sentence(Assert.Single(Given.Mistakes(yaml))));

    [Fact]
    public void Versions_stay_as_they_are_written()
    {
        var file = Given.File("""
            build: { core_version: 1.10, registry: 'r:1' }
            images: [{ name: a, folder: a, type: spe, mirror_image: alpine, mirror_tag: 3.20, version: 3.20, args: { A: 1.10, B: 0x10, C: 2027-01-01, D: yes, E: } }]
            lifecycle: { overrides: [{ product: alpine, cycle: 3.20, eol: 2027-01-01 }] }
            """);

        Assert.Equal(("1.10", "3.20", "3.20", "3.20"), (file.Build.CoreVersion, file.Images[0].MirrorTag!.Value.Value, file.Images[0].Version, file.EndOfLife.Overrides[0].Cycle));
        Assert.Equal([new("A", "1.10"), new("B", "0x10"), new("C", "2027-01-01"), new("D", "yes"), new("E", "")], file.Images[0].Arguments);
    }

    [Fact]
    public void What_sync_says_goes_into_entries_that_say_nothing()
    {
        var entries = Given.File("""
            sync:
              platforms: [linux/amd64]
              keep_last: 7
              check_digest: false
              referrers: true
              entries:
                - { source: a, target: 'r:1/a', tag: x }
                - { source: a, target: 'r:1/a', tag: x, platforms: [linux/arm64], keep_last: 1, check_digest: true, referrers: false }
            """).Sync.Entries;

        Assert.Equal(("linux/amd64", 7, false, true), ($"{entries[0].Platforms[0]}", entries[0].KeepLast, entries[0].CheckDigest, entries[0].Referrers));
        Assert.Equal(("linux/arm64", 1, true, false), ($"{entries[1].Platforms[0]}", entries[1].KeepLast, entries[1].CheckDigest, entries[1].Referrers));
    }

    [Fact]
    public void What_imglife_has_more_is_accepted_and_told_once_a_kind()
    {
        var reading = Given.Reading("""
            registry: { provider: s3, bucket: b, region: r, prefix: p, config_ref: main, owner: o, repo: r }
            sync: { hooks: { post_sync: [{ cmd: 'echo $GONE' }] }, entries: [{ source: a, target: 'r:1/a', tag: x,
              hooks: {}, os_normalize: true }] }
            build: { core_version: 1, registry: 'r:1', builder: b, sbom: true, hooks: {} }
            images: [{ name: a, folder: a, type: core, mirror_image: a, sbom: true, hooks: {} }]
            retention: { archive: { enabled: true } }
            lifecycle: { eol_target: pkgregistry }
            """);

        Assert.Empty(reading.Mistakes);
        Assert.Equal(
            ["registry.provider", "sync.entries[0].hooks", "sync.entries[0].os_normalize", "images[0].sbom", "retention.archive", "lifecycle.eol_target"],
            reading.Notices.Select(notice => Sentence(notice).Split(' ')[0]),
            StringComparer.Ordinal);
        Assert.Equal("l.yaml:3:3: sync.entries[0].hooks has no effect: lifecycle runs no command of the file; let the pipeline run it", reading.Notices[1]);
    }

    [Fact]
    public void An_http_address_of_imglifes_makes_its_host_an_insecure_registry()
    {
        var registry = Given.File("registry: { url: 'http://Registry.local:5000/x', insecure_registries: ['b:1'] }").Registry;

        Assert.Equal(["b:1", "registry.local:5000"], registry.Insecure, StringComparer.Ordinal);
        Assert.Empty(Given.File("registry: { url: 'https://registry.local:5000' }").Registry.Insecure);
    }

    [Fact]
    public void Images_are_told_apart_by_the_mirror_that_they_are_from_whatever_it_is_called()
    {
        var file = Given.File("""
            registry: { own_registries: ['registry:5000', 'localhost:5000', images.example.com] }
            sync: { entries: [{ source: alpine, target: 'registry:5000/mirrors/alpine', tag: x, lifecycle: { product: alpine } }] }
            build: { core_version: 1, registry: 'registry:5000/bases' }
            images:
              - { name: a, folder: a, type: core, mirror_image: images.example.com/mirrors/alpine }
              - { name: b, folder: a, type: core, mirror_image: images.example.com/mirrors/alpine, lifecycle: { product: b, extract: '/^v(\d+)/' } }
              - { name: c, folder: a, type: core, mirror_image: other.example.com/mirrors/alpine }
            """);

        Assert.Equal(["alpine minor", "b /^v(\\d+)/", ""], file.Images.Select(image => file.CycleOf(image) is { } cycle ? $"{cycle.Product} {cycle.Extract}" : ""), StringComparer.Ordinal);
        Assert.True(file.Registry.IsOwn("Images.example.com:443") && !file.Registry.IsOwn("other.example.com"));
    }

    [Fact]
    public void No_mistake_repeats_a_password()
    {
        foreach (var yaml in (string[])["{ source: 'https://u:SEKRET@h/x', target: 'u:SEKRET@r:1/x', tag: 'u:SEKRET@h' }", "{ source: 'u:SEKRET@h/x', target: 'u:SEKRET@r:1/x', tag_regex: 'u:SEKRET@h(' }"])
        {
            var mistakes = Given.Mistakes($"sync: {{ entries: [{yaml}] }}");

            Assert.Equal(3, mistakes.Count);
            Assert.All(mistakes, mistake => Assert.DoesNotContain("SEKRET", mistake, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Lists_have_bounds()
    {
        var entries = string.Concat(Enumerable.Repeat("{ source: a, target: 'r:1/a', tag: x },", 1001));
        var arguments = string.Concat(Enumerable.Range(0, 257).Select(number => $"A{number}: x,"));

        Assert.Equal("sync.entries has more than 1000; put several into one with tag_regex", Sentence(Assert.Single(Given.Mistakes($"sync: {{ entries: [{entries}] }}"))));
        Assert.Equal(
            "images[0].args has more than 256; write fewer",
            Sentence(Assert.Single(Given.Mistakes($"{{ build: {{ core_version: 1, registry: 'r:1' }}, images: [{{ name: a, folder: a, type: spe, mirror_image: a, args: {{ {arguments} }} }}] }}"))));
        Assert.Equal("status.client_zone is longer than 65536 characters; write a shorter one", Sentence(Assert.Single(Given.Mistakes($"status: {{ client_zone: '{new string('x', 65537)}' }}"))));
    }

    [Fact]
    public void A_file_that_is_not_there_is_told_with_what_to_do()
    {
        using var folder = new Folder();

        Assert.Equal([$"{folder["l.yaml"]}: there is no such file; name yours in LIFECYCLE_CONFIG, or behind --config"], LifecycleFileReader.Read(folder["l.yaml"], Given.Environment).Mistakes);
        Assert.Equal(
            [$"{folder.Path}: this is a directory, as Docker makes one where a file that is to be mounted is missing; remove it (rmdir), put the file there, and start again"],
            LifecycleFileReader.Read(folder.Path, Given.Environment).Mistakes);
        Assert.Equal(Path.Join(folder.Path, "images/a"), LifecycleFileReader.Read(folder.File("l.yaml", "{}"), Given.Environment).File.PathOf("images/a"));
    }

    private static string Sentence(string mistake) => mistake[(mistake.IndexOf(": ", StringComparison.Ordinal) + 2)..];
}
