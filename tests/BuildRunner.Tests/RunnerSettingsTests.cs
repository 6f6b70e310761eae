using Microsoft.Extensions.Configuration;
using RegistryJanitor.BuildRunner.Engines;
using RegistryJanitor.BuildRunner.Tests.Support;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Tests;

public sealed class RunnerSettingsTests
{
    [Fact]
    public void Defaults_are_valid()
    {
        var (settings, errors) = Read();

        Assert.Empty(errors);
        Assert.Equal(("kaniko", TimeSpan.FromSeconds(60), 2, 200), (settings.Engines!.Engine, settings.ClaimPatience, settings.Attempts, settings.KeptResults));
        Assert.Equal("/var/lib/build-runner/requests", settings.Layout.Requests);
    }

    [Fact]
    public void Every_mistake_is_told_at_once()
    {
        var (_, errors) = Read(
            ("BUILD_ENGINE", "docker"), ("BUILD_RUNNER_NAME", "A.b"), ("BUILD_INTERVAL_SECS", "0"), ("BUILD_REGISTRY_USERNAME", "robot"), ("BUILD_TLS", "x"), ("BUILD_INTERVAL", "5"));

        Assert.Equal(
            [
                "BUILD_RUNNER_NAME is no name; write at most 63 lower-case letters, digits, '_' and '-'",
                "BUILD_ENGINE=docker is no engine; write kaniko, buildah or buildx",
                "BUILD_INTERVAL_SECS=0 is out of range; write a whole number from 1 to 3600",
                "BUILD_TLS has 'x', which is no registry; write host:port",
                "BUILD_REGISTRY (host:port), BUILD_REGISTRY_USERNAME and BUILD_REGISTRY_PASSWORD_FILE belong together, or a request could have the password sent anywhere; set all of them or none",
                "BUILD_INTERVAL is not a setting; did you mean BUILD_INTERVAL_SECS?",
            ],
            errors);
    }

    [Fact]
    public void Every_setting_is_in_the_help_in_the_example_of_an_env_file_and_in_compose()
    {
        string[] readers = ["RunnerSettings.cs", "Builds/RegistryAccess.cs", "Engines/EngineSettings.cs", "Engines/Kaniko/KanikoSettings.cs", "Engines/Buildah/BuildahSettings.cs", "Engines/Buildx/BuildxSettings.cs"];
        var names = string.Concat(readers.Select(file => SourceTree.Read($"compose/build-runner/{file}"))).Split('"')
            .Where(word => word.Length > "BUILD_".Length && word.StartsWith("BUILD_", StringComparison.Ordinal) && word.All(letter => char.IsAsciiLetterUpper(letter) || letter is '_'))
            .Distinct(StringComparer.Ordinal).ToList();
        var (help, example, compose) = (SourceTree.Read("compose/build-runner/Help.cs").Split([' ', '\n', '(', ')']), SourceTree.Read(".env.example"), SourceTree.Read("docker-compose.yml"));

        Assert.True(names.Count > 25, string.Join(' ', names));
        foreach (var name in names)
        {
            Assert.Contains(name, help, StringComparer.Ordinal);
            // Tests alone set it: what it names is emptied.
            if (name is not "BUILD_KANIKO_ROOT")
                Assert.Contains($"\n#{name}=", example, StringComparison.Ordinal);
            // The image has kaniko and no other engine.
            if (name is not ("BUILD_KANIKO_ROOT" or "BUILD_DOCKER_BIN") && !name.StartsWith("BUILD_BUILD", StringComparison.Ordinal))
                Assert.Contains($"\n      {name}:", compose, StringComparison.Ordinal);
        }
    }

    private static (RunnerSettings Settings, IReadOnlyList<string> Errors) Read(params (string Name, string Value)[] environment)
    {
        var reader = new SettingsReader(
            new ConfigurationBuilder().AddInMemoryCollection(environment.ToDictionary(one => one.Name, one => (string?)one.Value, StringComparer.Ordinal)).Build(), RunnerSettings.Prefixes);
        return (RunnerSettings.Read(reader), reader.Errors());
    }
}
