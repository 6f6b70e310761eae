using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Reporting;
using RegistryJanitor.Retention;

namespace RegistryJanitor.Tests;

public sealed class JanitorSettingsTests
{
    [Theory]
    [InlineData("KEEP_LAST_N=0", "KEEP_LAST_N=0 would keep no tag at all; write 1 or more, or set KEEP_WITHIN or KEEP_TAGS")]
    [InlineData("KEEP_LAST_N=ten", "KEEP_LAST_N=ten is not a whole number; write one from 0 to 2147483647")]
    [InlineData("KEEP_WITHIN=30", "KEEP_WITHIN=30 is no time; write a whole number with a unit: s, m, h, d or w, such as 72h or 30d")]
    [InlineData("KEEP_WITHIN=0s", "KEEP_WITHIN is 0, which keeps nothing; write a longer time, or leave it out")]
    [InlineData("MAX_STORE_BYTES=500", "MAX_STORE_BYTES is less than 1 MiB; write bytes, or a number with KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), such as 500GiB, or 0 for no limit")]
    [InlineData("KEEP_TAGS=v[0-9]*", "KEEP_TAGS: 'v[0-9]*' has '[', which no name has, so it would match nothing; write several names as a list, and more than * and ? as a regular expression between slashes")]
    [InlineData("KEEP_TAGS=v*,/(/", "KEEP_TAGS: '/(/' is no regular expression: Invalid pattern '(' at offset 1. Not enough )'s")]
    [InlineData("MIN_FREE_PERCENT=99", "MIN_FREE_PERCENT=99 is out of range; write a whole number from 0 to 90")]
    [InlineData("MAX_STORE_BYTES=5 apples", "MAX_STORE_BYTES=5 apples is no size; write bytes, or a number with KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024), such as 500GiB")]
    [InlineData("RETENTION_FILE=/none.yaml", "RETENTION_FILE=/none.yaml cannot be read: Could not find file '/none.yaml'; give the path of a file that this process may read")]
    [InlineData("KEEP_LAST_N=-1", "KEEP_LAST_N=-1 is out of range; write a whole number from 0 to 2147483647")]
    [InlineData("KEEP_LAST_N=99999999999", "KEEP_LAST_N=99999999999 is out of range; write a whole number from 0 to 2147483647")]
    [InlineData("JANITOR_INTERVAL_SECS=0", "JANITOR_INTERVAL_SECS=0 is out of range; write a whole number from 1 to 2592000")]
    [InlineData("JANITOR_INTERVAL_SECS=-5", "JANITOR_INTERVAL_SECS=-5 is out of range; write a whole number from 1 to 2592000")]
    [InlineData("JANITOR_INTERVAL_SECS=1h", "JANITOR_INTERVAL_SECS=1h has a unit; write whole seconds: 3600")]
    [InlineData("JANITOR_INTERVAL_SECS=hourly", "JANITOR_INTERVAL_SECS=hourly is not a whole number of seconds; write one from 1 to 2592000")]
    [InlineData("DRY_RUN=maybe", "DRY_RUN=maybe is neither true nor false; write true or false")]
    [InlineData("RUN_ONCE=2", "RUN_ONCE=2 is neither true nor false; write true or false")]
    [InlineData("RUN_GC=always", "RUN_GC=always is neither true nor false; write true or false")]
    [InlineData("GC_DELETE_UNTAGGED=never", "GC_DELETE_UNTAGGED=never is neither true nor false; write true or false")]
    [InlineData("GC_GRACE_SECS=-1", "GC_GRACE_SECS=-1 is out of range; write a whole number from 0 to 31622400")]
    [InlineData("GC_GRACE_SECS=1d", "GC_GRACE_SECS=1d has a unit; write whole seconds: 86400")]
    [InlineData("GC_SETTLE_SECS=3601", "GC_SETTLE_SECS=3601 is out of range; write a whole number from 0 to 3600")]
    [InlineData("JANITOR_PARALLELISM=0", "JANITOR_PARALLELISM=0 is out of range; write a whole number from 1 to 256")]
    [InlineData("JANITOR_PARALLELISM=many", "JANITOR_PARALLELISM=many is not a whole number; write one from 1 to 256")]
    [InlineData("LOG_FORMAT=xml", "LOG_FORMAT=xml is not known; write text or json")]
    [InlineData("LOG_LEVEL=loud", "LOG_LEVEL=loud is not known; write debug or information or info or warning or error")]
    [InlineData("JANITOR_DATA_DIR=data", "JANITOR_DATA_DIR=data is a relative path; write one that starts with /")]
    [InlineData("JANITOR_REGISTRY_CONFIG=./config.yml", "JANITOR_REGISTRY_CONFIG=./config.yml is a relative path; write one that starts with /")]
    [InlineData("JANITOR_HEALTH_FILE=health.json", "JANITOR_HEALTH_FILE=health.json is a relative path; write one that starts with /")]
    [InlineData("GC_ENGINE=fast", "GC_ENGINE=fast is not known; write native or registry")]
    [InlineData("JANITOR_HTTP_ADDRESS=localhost", "JANITOR_HTTP_ADDRESS=localhost is no IP address; write one like 127.0.0.1, or 0.0.0.0 for every address of this machine")]
    [InlineData("JANITOR_HTTP_ADDRESS=1", "JANITOR_HTTP_ADDRESS=1 is no IP address; write one like 127.0.0.1, or 0.0.0.0 for every address of this machine")]
    [InlineData("JANITOR_REPORTS_KEEP=-1", "JANITOR_REPORTS_KEEP=-1 is out of range; write a whole number from 0 to 100000")]
    [InlineData("JANITOR_HTTP_PORT=70000", "JANITOR_HTTP_PORT=70000 is out of range; write a whole number from 0 to 65535")]
    public void A_bad_value_is_refused_in_one_sentence_with_its_cure(string setting, string sentence) => Assert.Equal([sentence], Errors(setting));

    [Theory]
    [InlineData("JANITOR_COLOUR=blue", "JANITOR_COLOUR is not a setting; remove it")]
    [InlineData("GC_DEPTH=3", "GC_DEPTH is not a setting; remove it")]
    [InlineData("KEEP_FOREVER=true", "KEEP_FOREVER is not a setting; remove it")]
    [InlineData("UNDO_EVERYTHING=1", "UNDO_EVERYTHING is not a setting; remove it")]
    [InlineData("UPLOADS_TO=x", "UPLOADS_TO is not a setting; remove it")]
    [InlineData("RUN_BACKWARDS=1", "RUN_BACKWARDS is not a setting; remove it")]
    [InlineData("DRY_CLEANING=1", "DRY_CLEANING is not a setting; remove it")]
    [InlineData("LOG_COLOURS=1", "LOG_COLOURS is not a setting; remove it")]
    [InlineData("JANITOR_INTERVAL=60", "JANITOR_INTERVAL is not a setting; did you mean JANITOR_INTERVAL_SECS?")]
    [InlineData("KEEP_LAST=5", "KEEP_LAST is not a setting; did you mean KEEP_LAST_N?")]
    [InlineData("KEEPLASTN=5", "KEEPLASTN is not a setting; did you mean KEEP_LAST_N?")]
    [InlineData("DRYRUN=1", "DRYRUN is not a setting; did you mean DRY_RUN?")]
    [InlineData("GC_DELETE_UNTAGED=1", "GC_DELETE_UNTAGED is not a setting; did you mean GC_DELETE_UNTAGGED?")]
    [InlineData("JANITOR_REGISTRY_CONF=/x", "JANITOR_REGISTRY_CONF is not a setting; did you mean JANITOR_REGISTRY_CONFIG?")]
    [InlineData("LOGLEVEL=debug", "LOGLEVEL is not a setting; did you mean LOG_LEVEL?")]
    public void An_unknown_name_is_refused_with_the_one_that_was_meant(string setting, string sentence) =>
        Assert.Equal([sentence], Errors(setting));

    [Theory]
    [InlineData("REGISTRY_PORT=5000")]
    [InlineData("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=/x")]
    [InlineData("PATH=/bin")]
    [InlineData("KEEP_LAST_N=")]
    [InlineData("KEEP_LAST_N= 3 ")]
    [InlineData("keep_last_n=3")]
    [InlineData("DRY_RUN=on")]
    [InlineData("RUN_ONCE=Yes")]
    [InlineData("GC_ENGINE=registry")]
    [InlineData("GC_ENGINE=native")]
    [InlineData("UNDO_SECS=86400")]
    [InlineData("GC_HOLD_SECS=0")]
    [InlineData("UPLOADS_KEEP_SECS=60")]
    [InlineData("JANITOR_HTTP_PORT=0")]
    [InlineData("JANITOR_HTTP_PORT=9180")]
    [InlineData("JANITOR_HTTP_ADDRESS=::1")]
    [InlineData("JANITOR_REPORTS_KEEP=0")]
    [InlineData("GC_GRACE_SECS=0")]
    [InlineData("GC_SETTLE_SECS=0")]
    [InlineData("LOG_LEVEL=INFO")]
    [InlineData("JANITOR_SERVICE_HOST=10.0.0.1")]
    public void What_is_right_or_not_ours_is_no_mistake(string setting) => Assert.Empty(Errors(setting));

    [Fact]
    public void A_wait_that_no_interval_has_room_for_is_a_contradiction() => Assert.Equal(
        ["GC_SETTLE_SECS=60 is not shorter than JANITOR_INTERVAL_SECS=60: a pass waits that long before it ends, so none would be in time; set a longer interval"],
        Errors("GC_SETTLE_SECS=60", "JANITOR_INTERVAL_SECS=60"));

    [Theory]
    [InlineData("RUN_GC")]
    [InlineData("GC_DELETE_UNTAGGED")]
    public void Where_no_blob_could_go_space_cannot_decide(string off) => Assert.Equal(
        [$"{off} is off, so a tag that goes for space gives none back; switch it on, or set no limit for space"], Errors("MIN_FREE_PERCENT=10", $"{off}=false"));

    [Fact]
    public void A_single_pass_has_no_interval_to_contradict() => Assert.Empty(Errors("GC_SETTLE_SECS=60", "JANITOR_INTERVAL_SECS=60", "RUN_ONCE=true"));

    [Fact]
    public void All_mistakes_are_told_at_once() => Assert.Equal(
        [
            "KEEP_LAST_N=0 would keep no tag at all; write 1 or more, or set KEEP_WITHIN or KEEP_TAGS",
            "JANITOR_DATA_DIR=data is a relative path; write one that starts with /",
            "JANITOR_INTERVAL_SECS=1h has a unit; write whole seconds: 3600",
            "DRY_RUN=maybe is neither true nor false; write true or false",
            "GC_ENGINE=ours is not known; write native or registry",
            "LOG_FORMAT=xml is not known; write text or json",
            "JANITOR_COLOUR is not a setting; remove it",
            "DRYRUN is not a setting; did you mean DRY_RUN?",
        ],
        Errors(
            "DRYRUN=1", "JANITOR_COLOUR=blue", "GC_ENGINE=ours", "KEEP_LAST_N=0", "LOG_FORMAT=xml", "DRY_RUN=maybe", "JANITOR_INTERVAL_SECS=1h",
            "JANITOR_DATA_DIR=data"));

    [Fact]
    public void What_is_not_set_is_as_people_know_it()
    {
        var (settings, errors) = Read();

        Assert.Empty(errors);
        Assert.Equal(
            new JanitorSettings(
                DataDirectory: "/var/lib/registry",
                Retention: settings.Retention,
                Space: SpaceLimits.None,
                Interval: TimeSpan.FromSeconds(3600),
                RunOnce: false,
                DryRun: false,
                RunGc: true,
                DeleteUntagged: true,
                Engine: GcEngine.Native,
                Grace: TimeSpan.FromSeconds(3600),
                Hold: TimeSpan.FromSeconds(3600),
                Undo: TimeSpan.Zero,
                UploadsKeep: TimeSpan.FromDays(7),
                Settle: TimeSpan.FromSeconds(10),
                RegistryConfiguration: "/etc/docker/registry/config.yml",
                RegistryExecutable: "registry",
                Parallelism: 32,
                HealthFile: "/tmp/janitor-health.json",
                LogFormat.Text,
                LogLevel.Information),
            settings);
        Assert.Equal("keeps the newest 10 tags of each repository", RetentionText.OneLine(settings));
    }

    [Fact]
    public void Every_setting_arrives_where_it_belongs()
    {
        var (settings, errors) = Read(
            "JANITOR_DATA_DIR=/data", "KEEP_LAST_N=3", "KEEP_WITHIN=72h", "KEEP_TAGS=latest, v*", "KEEP_AT_LEAST=2", "JANITOR_INTERVAL_SECS=61", "RUN_ONCE=true", "DRY_RUN=true", "RUN_GC=false",
            "GC_DELETE_UNTAGGED=false", "GC_ENGINE=registry", "GC_GRACE_SECS=62", "GC_HOLD_SECS=63", "UNDO_SECS=64", "UPLOADS_KEEP_SECS=65", "GC_SETTLE_SECS=5", "JANITOR_REGISTRY_CONFIG=/c.yml", "JANITOR_REGISTRY_BIN=/r",
            "JANITOR_PARALLELISM=7", "JANITOR_HEALTH_FILE=/h", "LOG_FORMAT=json", "LOG_LEVEL=error",
            "JANITOR_HTTP_PORT=9180", "JANITOR_HTTP_ADDRESS=0.0.0.0", "JANITOR_REPORTS_KEEP=8");

        Assert.Empty(errors);
        Assert.Equal(
            new JanitorSettings(
                "/data", settings.Retention, new SpaceLimits(0, null, 2), TimeSpan.FromSeconds(61), true, true, false, false, GcEngine.Registry,
                TimeSpan.FromSeconds(62), TimeSpan.FromSeconds(63), TimeSpan.FromSeconds(64), TimeSpan.FromSeconds(65), TimeSpan.FromSeconds(5), "/c.yml", "/r", 7, "/h",
                LogFormat.Json, LogLevel.Error)
            {
                HttpEndPoint = new IPEndPoint(IPAddress.Any, 9180),
                ReportsKeep = 8,
            },
            settings);
        Assert.Equal("keeps the newest 3 tags; what was pushed within 3d; what is named like latest, v* of each repository", RetentionText.OneLine(settings));
    }

    [Fact]
    public void A_comma_within_an_expression_divides_nothing() =>
        Assert.Contains("named like /^v{1,3}$/, latest of", RetentionText.OneLine(Read("KEEP_TAGS=latest,/^v{1,3}$/").Settings), StringComparison.Ordinal);

    [Fact]
    public void No_limit_of_bytes_is_no_limit() => Assert.False(Read("MAX_STORE_BYTES=0").Settings.Space.AreSet);

    [Fact]
    public void Limits_for_space_are_read() =>
        Assert.Equal(new SpaceLimits(20, 500L << 30, 1), Read("MIN_FREE_PERCENT=20", "MAX_STORE_BYTES=500GiB").Settings.Space);

    private static IReadOnlyList<string> Errors(params string[] settings) => Read(settings).Errors;

    private static (JanitorSettings Settings, IReadOnlyList<string> Errors) Read(params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], (string?)pair[1]));
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), JanitorSettings.Prefixes);
        return (JanitorSettings.Read(reader), reader.Errors());
    }
}
