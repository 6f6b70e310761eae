using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;

namespace RegistryJanitor.Daemon.Tests;

public sealed class SettingsReaderTests : IDisposable
{
    private readonly Folder _folder = new();

    private enum Engine
    {
        Native,
        Registry,
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("KEEP_LAST_N=ten", "KEEP_LAST_N=ten is not a whole number; write one from 1 to 1000")]
    [InlineData("KEEP_LAST_N=1.5", "KEEP_LAST_N=1.5 is not a whole number; write one from 1 to 1000")]
    [InlineData("KEEP_LAST_N=-", "KEEP_LAST_N=- is not a whole number; write one from 1 to 1000")]
    [InlineData("KEEP_LAST_N=0", "KEEP_LAST_N=0 is out of range; write a whole number from 1 to 1000")]
    [InlineData("KEEP_LAST_N=-3", "KEEP_LAST_N=-3 is out of range; write a whole number from 1 to 1000")]
    [InlineData("KEEP_LAST_N=99999999999", "KEEP_LAST_N=99999999999 is out of range; write a whole number from 1 to 1000")]
    [InlineData("JANITOR_INTERVAL_SECS=1h", "JANITOR_INTERVAL_SECS=1h has a unit; write whole seconds: 3600")]
    [InlineData("JANITOR_INTERVAL_SECS=90 Min", "JANITOR_INTERVAL_SECS=90 Min has a unit; write whole seconds: 5400")]
    [InlineData("JANITOR_INTERVAL_SECS=7d", "JANITOR_INTERVAL_SECS=7d has a unit; write whole seconds: 604800")]
    [InlineData("JANITOR_INTERVAL_SECS=1w", "JANITOR_INTERVAL_SECS=1w has a unit; write whole seconds: 604800")]
    [InlineData("JANITOR_INTERVAL_SECS=30s", "JANITOR_INTERVAL_SECS=30s has a unit; write whole seconds: 30")]
    [InlineData("JANITOR_INTERVAL_SECS=soon", "JANITOR_INTERVAL_SECS=soon is not a whole number of seconds; write one from 10 to 604800")]
    [InlineData("JANITOR_INTERVAL_SECS=00:10:00", "JANITOR_INTERVAL_SECS=00:10:00 is not a whole number of seconds; write one from 10 to 604800")]
    [InlineData("JANITOR_INTERVAL_SECS=5", "JANITOR_INTERVAL_SECS=5 is out of range; write a whole number from 10 to 604800")]
    [InlineData("DRY_RUN=maybe", "DRY_RUN=maybe is neither true nor false; write true or false")]
    [InlineData("DRY_RUN=2", "DRY_RUN=2 is neither true nor false; write true or false")]
    [InlineData("JANITOR_DATA_DIR=data", "JANITOR_DATA_DIR=data is a relative path; write one that starts with /")]
    [InlineData("GC_ENGINE=fast", "GC_ENGINE=fast is not known; write native or registry")]
    [InlineData("JANITOR_INTERVALL_SECS=60", "JANITOR_INTERVALL_SECS is not a setting; did you mean JANITOR_INTERVAL_SECS?")]
    [InlineData("JANITOR_INTERVAL=60", "JANITOR_INTERVAL is not a setting; did you mean JANITOR_INTERVAL_SECS?")]
    [InlineData("janitor_data_dri=/x", "janitor_data_dri is not a setting; did you mean JANITOR_DATA_DIR?")]
    [InlineData("JANITOR__DATA_DIR=/x", "JANITOR__DATA_DIR is not a setting; did you mean JANITOR_DATA_DIR?")]
    [InlineData("JANITOR_COLOUR=blue", "JANITOR_COLOUR is not a setting; remove it")]
    [InlineData("GC_GRACE=1", "GC_GRACE is not a setting; remove it")]
    [InlineData("DRYRUN=1", "DRYRUN is not a setting; did you mean DRY_RUN?")]
    [InlineData("dryRun=1", "dryRun is not a setting; did you mean DRY_RUN?")]
    [InlineData("DRY_RUNN=1", "DRY_RUNN is not a setting; did you mean DRY_RUN?")]
    [InlineData("DYR_RUN=1", "DYR_RUN is not a setting; did you mean DRY_RUN?")]
    [InlineData("KEEPLASTN=5", "KEEPLASTN is not a setting; did you mean KEEP_LAST_N?")]
    [InlineData("KEEP_LASTN=5", "KEEP_LASTN is not a setting; did you mean KEEP_LAST_N?")]
    [InlineData("KEEP_LAST=5", "KEEP_LAST is not a setting; did you mean KEEP_LAST_N?")]
    [InlineData("RUNONCE=1", "RUNONCE is not a setting; did you mean RUN_ONCE?")]
    public void A_mistake_is_told_with_its_cure(string setting, string sentence) => Assert.Equal([sentence], Errors(setting));

    [Fact]
    public void All_mistakes_are_told_at_once_and_in_order() =>
        Assert.Equal(
            [
                "KEEP_LAST_N=none is not a whole number; write one from 1 to 1000",
                "DRY_RUN=perhaps is neither true nor false; write true or false",
                "RUN_ONCE and JANITOR_INTERVAL_SECS contradict each other",
                "GC_ENGIN is not a setting; did you mean GC_ENGINE?",
                "JANITOR_DATADIR is not a setting; did you mean JANITOR_DATA_DIR?",
                "RUNONCE is not a setting; did you mean RUN_ONCE?",
            ],
            Errors(
                reader => reader.Refuse("RUN_ONCE and JANITOR_INTERVAL_SECS contradict each other"),
                "RUNONCE=1", "JANITOR_DATADIR=/x", "GC_ENGIN=native", "DRY_RUN=perhaps", "KEEP_LAST_N=none"));

    [Theory]
    [InlineData("JANITOR_SERVICE_HOST=10.0.0.1")]
    [InlineData("JANITOR_SERVICE_PORT=5000")]
    [InlineData("JANITOR_SERVICE_PORT_HTTP=5000")]
    [InlineData("JANITOR_SERVICE_PORT_HTTP_METRICS=5000")]
    [InlineData("JANITOR_PORT=tcp://10.0.0.1:5000")]
    [InlineData("JANITOR_PORT_5000_TCP=tcp://10.0.0.1:5000")]
    [InlineData("JANITOR_PORT_5000_TCP_ADDR=10.0.0.1")]
    [InlineData("JANITOR_PORT_5000_TCP_PORT=5000")]
    [InlineData("JANITOR_PORT_5000_TCP_PROTO=tcp")]
    [InlineData("JANITOR_METRICS_PORT_53_UDP=udp://10.0.0.1:53")]
    public void What_Kubernetes_puts_there_for_a_service_is_no_mistake(string variable) => Assert.Empty(Errors(variable));

    [Fact]
    public void A_port_that_somebody_wrote_is_not_from_Kubernetes() =>
        Assert.Equal(["JANITOR_PORT is not a setting; remove it"], Errors("JANITOR_PORT=5000"));

    [Theory]
    [InlineData("PATH=/bin")]
    [InlineData("HOME=/root")]
    [InlineData("REGISTRY_STORAGE_DELETE_ENABLED=true")]
    [InlineData("RUN=1")]
    [InlineData("DRYRUN=")]
    [InlineData("JANITOR_COLOUR= ")]
    [InlineData("KEEP_LAST_N=")]
    [InlineData("DRY_RUN=  ")]
    public void What_is_not_ours_or_is_empty_is_no_mistake(string setting) => Assert.Empty(Errors(setting));

    [Fact]
    public void A_name_that_is_read_elsewhere_is_known() =>
        Assert.Empty(Errors(reader => reader.AlsoKnown("JANITOR_ELSEWHERE"), "JANITOR_ELSEWHERE=1"));

    [Theory]
    [InlineData("dry_run=true", true)]
    [InlineData("DRY_RUN= On ", true)]
    [InlineData("DRY_RUN=1", true)]
    [InlineData("DRY_RUN=YES", true)]
    [InlineData("DRY_RUN=no", false)]
    [InlineData("DRY_RUN=off", false)]
    [InlineData("DRY_RUN=0", false)]
    [InlineData("DRY_RUN=False", false)]
    public void A_switch_is_read_in_any_case(string setting, bool expected)
    {
        var reader = Reader(setting);

        Assert.Equal(expected, reader.Switch("DRY_RUN", fallback: !expected));
        Assert.Empty(reader.Errors());
    }

    [Fact]
    public void Good_values_are_read_and_what_is_not_set_falls_back()
    {
        var reader = Reader("KEEP_LAST_N= 12 ", "JANITOR_INTERVAL_SECS=60", "JANITOR_DATA_DIR=/data", "GC_ENGINE=REGISTRY", "NAME= a b ");

        Assert.Equal(12, reader.Number("KEEP_LAST_N", 10, 1, 1000));
        Assert.Equal(TimeSpan.FromMinutes(1), reader.Seconds("JANITOR_INTERVAL_SECS", 3600, 10, 604800));
        Assert.Equal("/data", reader.AbsolutePath("JANITOR_DATA_DIR", "/var/lib/registry"));
        Assert.Equal(Engine.Registry, reader.Choice("GC_ENGINE", Engine.Native, ("native", Engine.Native), ("registry", Engine.Registry)));
        Assert.Equal("a b", reader.Text("NAME", ""));

        Assert.Equal(7, reader.Number("OTHER_1", 7, 1, 9));
        Assert.Equal(TimeSpan.FromHours(1), reader.Seconds("OTHER_2", 3600, 10, 604800));
        Assert.Equal("/other", reader.AbsolutePath("OTHER_3", "/other"));
        Assert.Equal(Engine.Native, reader.Choice("OTHER_4", Engine.Native, ("native", Engine.Native)));
        Assert.Equal("text", reader.Text("OTHER_5", "text"));
        Assert.Null(reader.Secret("OTHER_6"));
        Assert.Empty(reader.Errors());
    }

    [Theory]
    [InlineData("hunter2", "hunter2")]
    [InlineData("hunter2\n", "hunter2")]
    [InlineData("hunter2\r\n", "hunter2")]
    [InlineData(" hunter2 \n\n", " hunter2 \n")]
    public void A_secret_file_is_read_without_one_line_end(string content, string secret)
    {
        var reader = Reader($"TOKEN_FILE={_folder.File("token", content)}");

        Assert.Equal(secret, reader.Secret("TOKEN"));
        Assert.Empty(reader.Errors());
    }

    [Fact]
    public void A_secret_can_be_given_directly()
    {
        var reader = Reader("TOKEN=hunter2");

        Assert.Equal("hunter2", reader.Secret("TOKEN"));
        Assert.Empty(reader.Errors());
    }

    [Fact]
    public void Mistakes_with_secrets_never_hold_a_value()
    {
        var empty = _folder.File("empty", "\n");
        (string[] Settings, string Sentence)[] cases =
        [
            (["TOKEN=hunter2", "TOKEN_FILE=/run/hunter2"], "TOKEN and TOKEN_FILE are both set; keep one of them"),
            (["TOKEN_FILE=hunter2"], "TOKEN_FILE names a file that does not exist; give the path of a file that this process may read"),
            (["TOKEN_FILE=/no/hunter2/x"], "TOKEN_FILE names a file that does not exist; give the path of a file that this process may read"),
            ([$"TOKEN_FILE={_folder.Path}"], "TOKEN_FILE names a file that cannot be read; give the path of a file that this process may read"),
            ([$"TOKEN_FILE={empty}"], "TOKEN_FILE names an empty file; write the secret into it"),
        ];
        foreach (var (settings, sentence) in cases)
        {
            var reader = Reader(settings);
            Assert.Null(reader.Secret("TOKEN"));
            Assert.Equal([sentence], reader.Errors());
        }
    }

    [Fact]
    public void A_value_cannot_break_the_line_it_is_told_in() =>
        Assert.Equal(
            [$"KEEP_LAST_N=a?b{new string('x', 57)}... is not a whole number; write one from 1 to 1000"],
            Errors($"KEEP_LAST_N=a\nb{new string('x', 100)}"));

    [Fact]
    public void The_environment_is_read_and_one_name_in_two_cases_is_refused()
    {
        Environment.SetEnvironmentVariable("DAEMON_TESTS_SWITCH", "no");
        Environment.SetEnvironmentVariable("daemon_tests_switch", "yes");
        Environment.SetEnvironmentVariable("DAEMON_TESTS__NUMBER", "3");
        try
        {
            var reader = SettingsReader.FromEnvironment(["DAEMON_TESTS_"]);
            _ = reader.Switch("DAEMON_TESTS_SWITCH", fallback: false);

            Assert.Equal(3, reader.Number("DAEMON_TESTS__NUMBER", 0, 0, 9));
            Assert.Equal(["DAEMON_TESTS_SWITCH is set twice, in different case; keep one"], reader.Errors());
        }
        finally
        {
            Environment.SetEnvironmentVariable("DAEMON_TESTS_SWITCH", null);
            Environment.SetEnvironmentVariable("daemon_tests_switch", null);
            Environment.SetEnvironmentVariable("DAEMON_TESTS__NUMBER", null);
        }
    }

    [Fact]
    public void A_known_name_with_any_valid_value_makes_no_error()
    {
        var valid = Gen.OneOf(
            Gen.Choose(1, 1000).Select(number => $"KEEP_LAST_N={number}"),
            Gen.Choose(10, 604800).Select(number => $"JANITOR_INTERVAL_SECS= {number}"),
            Gen.Elements("true", "False", "YES", "no", "on", "oFF", "1", "0").Select(word => $"DRY_RUN={word}"),
            Gen.Elements("true", "0", "").Select(word => $"run_once={word}"),
            Gen.Elements("native", "Registry").Select(word => $"GC_ENGINE={word}"),
            Gen.Elements("a", "b c", "..", "ü").Select(word => $"JANITOR_DATA_DIR=/{word}"));

        Prop.ForAll(valid.ToArbitrary(), setting => Errors(setting).Count == 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(1, 3));
    }

    private static IReadOnlyList<string> Errors(params string[] settings) => Errors(_ => { }, settings);

    /// <summary>The mistakes after everything that a process reads has been read.</summary>
    private static IReadOnlyList<string> Errors(Action<SettingsReader> more, params string[] settings)
    {
        var reader = Reader(settings);
        _ = reader.Number("KEEP_LAST_N", 10, 1, 1000);
        _ = reader.Seconds("JANITOR_INTERVAL_SECS", 3600, 10, 604800);
        _ = reader.Switch("DRY_RUN", fallback: false);
        _ = reader.Switch("RUN_ONCE", fallback: false);
        _ = reader.AbsolutePath("JANITOR_DATA_DIR", "/var/lib/registry");
        _ = reader.Choice("GC_ENGINE", Engine.Native, ("native", Engine.Native), ("registry", Engine.Registry));
        more(reader);
        return reader.Errors();
    }

    private static SettingsReader Reader(params string[] settings)
    {
        var pairs = settings.Select(setting => setting.Split('=', 2))
            .Select(pair => KeyValuePair.Create(pair[0].Replace("__", ":", StringComparison.Ordinal), (string?)pair[1]));
        return new(new ConfigurationBuilder().AddInMemoryCollection(pairs).Build(), ["JANITOR_", "GC_"]);
    }
}
