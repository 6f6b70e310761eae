using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Tests;

namespace RegistryJanitor.Lifecycle.Tests;

public sealed partial class LifecycleSettingsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_file_is_the_one_that_is_named_or_the_first_that_is_there()
    {
        Assert.Equal("/etc/lifecycle/lifecycle.yaml", Read().Settings.Configuration);
        _folder.File("imglife.yaml", "");
        Assert.Equal(_folder["imglife.yaml"], Read().Settings.Configuration);
        _folder.File("lifecycle.yaml", "");
        Assert.Equal(_folder["lifecycle.yaml"], Read().Settings.Configuration);
        Assert.Equal(_folder["a/b.yaml"], Read(("IMGLIFE_CONFIG", "a/b.yaml")).Settings.Configuration);
        Assert.Equal("/c.yaml", Read(("LIFECYCLE_CONFIG", "/c.yaml")).Settings.Configuration);
        Assert.Equal(_folder["d.yaml"], Read(["--config", "d.yaml"], ("LIFECYCLE_CONFIG", "/c.yaml")).Settings.Configuration);
    }

    [Fact]
    public void What_imglifes_users_set_means_the_same()
    {
        var (settings, errors) = Read(("IMGLIFE_LOG_FORMAT", "json"), ("IMGLIFE_LOG_LEVEL", "warn"), ("IMGLIFE_SYNC_PARALLELISM", "2"), ("IMGLIFE_ALERT_CRITICAL_DAYS", "14"), ("IMGLIFE_IMAGE", "x"), ("IMGLIFE_BUILDER", ""));

        Assert.Empty(errors);
        Assert.Equal((LogFormat.Json, LogLevel.Warning, 2, 14), (settings.LogFormat, settings.LogLevel, settings.SyncParallelism, settings.CriticalDays));
        var said = Read(["--log-format", "text", "--log-level=debug"], ("IMGLIFE_LOG_FORMAT", "json")).Settings;
        Assert.Equal((LogFormat.Text, LogLevel.Debug), (said.LogFormat, said.LogLevel));
    }

    [Fact]
    public void Two_names_for_one_setting_that_disagree_are_a_mistake()
    {
        Assert.Equal(["LIFECYCLE_CONFIG and IMGLIFE_CONFIG are both set, and mean the same; keep one of them"], Read(("LIFECYCLE_CONFIG", "a"), ("IMGLIFE_CONFIG", "b")).Errors);
        Assert.Empty(Read(("LIFECYCLE_CONFIG", "a"), ("IMGLIFE_CONFIG", "a")).Errors);
    }

    [Theory]
    [InlineData("LIFECYCLE_DATA_DIR", "data", "LIFECYCLE_DATA_DIR=data is a relative path; write one that starts with /")]
    [InlineData("LIFECYCLE_HTTP_PORT", "http", "LIFECYCLE_HTTP_PORT=http is not a whole number; write one from 0 to 65535")]
    [InlineData("LIFECYCLE_EOL_URL", "ftp://x", "LIFECYCLE_EOL_URL is no address; write one like https://endoflife.date, without a name, a password and a question")]
    [InlineData("LIFECYCLE_EOL_URL", "https://me:SECRET@x", "LIFECYCLE_EOL_URL is no address; write one like https://endoflife.date, without a name, a password and a question")]
    [InlineData("LIFECYCLE_SYNC_PARALLELISM", "0", "LIFECYCLE_SYNC_PARALLELISM=0 is out of range; write a whole number from 1 to 32")]
    [InlineData("IMGLIFE_LOG_LEVEL", "loud", "IMGLIFE_LOG_LEVEL=loud is not known; write debug or information or info or warning or warn or error")]
    public void A_bad_value_is_refused_in_one_sentence(string name, string value, string sentence) => Assert.Equal([sentence], Read((name, value)).Errors);

    [Fact]
    public void Every_setting_that_help_names_is_known()
    {
        var named = SettingName().Matches(Help.Text).Select(match => match.Value).Where(name => !name.EndsWith('_')).Distinct(StringComparer.Ordinal);

        Assert.All(named, name => Assert.Empty(Read((name, name switch
        {
            _ when name.EndsWith("_DIR", StringComparison.Ordinal) || name.EndsWith("_FILE", StringComparison.Ordinal) => "/x",
            _ when name.EndsWith("_URL", StringComparison.Ordinal) => "https://x",
            _ when name.EndsWith("_ADDRESS", StringComparison.Ordinal) => "127.0.0.1",
            _ when name.EndsWith("_FORMAT", StringComparison.Ordinal) => "json",
            "LIFECYCLE_REGISTRY" => "registry:5000",
            "LIFECYCLE_SYNC_VERIFY" => "full",
            _ when name.EndsWith("_LEVEL", StringComparison.Ordinal) => "info",
            _ => "7",
        })).Errors));
    }

    private (LifecycleSettings Settings, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] variables) => Read([], variables);

    private (LifecycleSettings Settings, IReadOnlyList<string> Errors) Read(string[] arguments, params (string Name, string Value)[] variables)
    {
        var reader = Reader(variables);
        var settings = LifecycleSettings.Read(reader, CommandLine.Read(arguments).Line, _folder.Path);
        return (settings, reader.Errors());
    }

    private static SettingsReader Reader((string Name, string Value)[] variables) => new(
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(one => new KeyValuePair<string, string?>(one.Name, one.Value))).Build(), LifecycleSettings.Prefixes);

    [GeneratedRegex("\\b(?:LIFECYCLE|IMGLIFE|LOG)_[A-Z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex SettingName();
}
