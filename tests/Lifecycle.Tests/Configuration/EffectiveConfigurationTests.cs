using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

public sealed class EffectiveConfigurationTests
{
    [Fact]
    public void Nothing_is_everything_by_default() => Assert.Equal(
        """
        build:
          platforms: [linux/amd64]
          tag_format: '{{.Version}}-core{{.CoreVersion}}'
        rebuild:
          enabled: true
          settle_secs: 30
          cooldown_secs: 300
          max_wave: 50
          poll_secs: 3600
        retention:
          keep_last: 5
          max_age_days: 30
          max_delete_percent: 50
          apply: false
        lifecycle:
          eol_provider: endoflife
          eol_data_file: eol-data.yaml
          critical_days: 30
          warn_days: 90

        """,
        EffectiveConfiguration.Text(Given.File("{}")));

    [Fact]
    public void What_is_written_is_read_as_the_same()
    {
        var first = EffectiveConfiguration.Text(Given.File("""
            registry: { own_registries: ['R:1', 'localhost:5000'], insecure_registries: b.example.com, secure_registries: ['[::1]:5000'] }
            sync:
              entries:
                - { source: alpine, target: 'r:1/a', tag: 3.20, keep_last: 2, platforms: [linux/arm/v7, linux/amd64], referrers: true }
                - { source: alpine, target: 'r:1/a', tag_regex: '^v(\d+)$$|''"#: x$' }
                - { source: alpine, target: 'r:1/a', semver_range: '>=3.18 <4 || ^5', check_digest: false, lifecycle: { product: go, track: '/^(\d+)$/' } }
            build: { core_version: 1.10, registry: $CI_REGISTRY, platforms: linux/arm64, tag_format: '{registry}/{folder}:{mirror-tag}' }
            images:
              - name: a
                folder: images/a
                type: spe-dev
                mirror_image: docker.io/a
                tmpl: templates/a.tmpl
                args: { A: '', B: "two\nlines", C: '$$HOME $${X} $ $$', D: 'true', E: "tab\tbell\a", F: ' - x', G: 'null', H: "a\n\n b\n", I: "\n" }
                lifecycle: { product: a, extract: full }
            builds:
              - { name: app, mirror: App, image: mirrors/app }
              - { name: b.1, mirror: b, image: 'r:1/b', tags: ['v{version}', latest], dockerfile: docker/Dockerfile, path: docker, version: conventional, platform: linux/arm64, target: 1.0, args: { A: '$$X' }, schedule: '0  4 * * 0', rebuild: false }
            rebuild: { enabled: false, settle_secs: 0, cooldown_secs: 1, max_wave: 2, poll_secs: 60 }
            retention: { exclude_tags: ['v1.*', /^x$/, latest, 'yes'], max_delete_percent: 100, apply: true }
            lifecycle: { eol_provider: local, eol_data_file: /data/eol.yaml, critical_days: 200, overrides: [{ product: a, cycle: 3.20, eol: 2027-01-01, reason: "it's bought" }, { product: a, cycle: 1, eol: true }] }
            status: { client_zone: "one\ntwo $$\n" }
            schedule: { cleanup: '0  4 * * SUN', sync: '*/5 * * * *' }
            """));
        var again = Given.File(first);

        Assert.Equal(first, EffectiveConfiguration.Text(again));
        Assert.Equal(["", "two\nlines", "$HOME ${X} $ $", "true", "tab\tbell\a", " - x", "null", "a\n\n b\n", "\n"], again.Images[0].Arguments.Select(argument => argument.Value), StringComparer.Ordinal);
        Assert.Equal("^v(\\d+)$|'\"#: x$", $"{((TagSelection.Matching)again.Sync.Entries[1].Tags).Expression}");
        Assert.Equal(["registry.example.com:5050/mirrors/app", "r:1/b"], again.Builds.Select(build => build.Image.Name), StringComparer.Ordinal);
        Assert.Contains("    tags: [latest, 'upstream-{short_sha}']\n", first, StringComparison.Ordinal);
        Assert.Equal(("$X", "0 4 * * 0"), (again.Builds[1].Arguments[0].Value, $"{again.Builds[1].Schedule}"));
        Assert.Equal((false, 0.0, 1.0, 2, 60.0), (again.Rebuild.IsEnabled, again.Rebuild.Settle.TotalSeconds, again.Rebuild.Cooldown.TotalSeconds, again.Rebuild.MaxWave, again.Rebuild.Poll.TotalSeconds));
        Assert.Equal((true, true, false), (again.Images[0].FollowsBases, again.Builds[0].FollowsBases, again.Builds[1].FollowsBases));
        Assert.Equal((200, true), (again.EndOfLife.WarnDays, again.Retention.Apply));
        Assert.Equal(["sync */5 * * * *", "cleanup 0 4 * * SUN"], again.Schedule.Commands.Select(command => $"{command.Command} {command.Time}"), StringComparer.Ordinal);
        Assert.Contains("  client_zone: |\n    one\n    two $\n", first, StringComparison.Ordinal);
    }

    [Fact]
    public void The_pages_example_is_understood_as_the_same_each_time()
    {
        var text = EffectiveConfiguration.Text(Given.File(Given.PagesExample));

        Assert.Equal(text, EffectiveConfiguration.Text(Given.File(text)));
        Assert.Empty(Given.Reading(text).Notices);
        Assert.Contains("      target: registry.example.com:5050/mirrors/alpine\n", text, StringComparison.Ordinal);
    }
}
