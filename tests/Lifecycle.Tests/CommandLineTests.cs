using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Commands;

namespace RegistryJanitor.Lifecycle.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Options_stand_before_the_command_and_the_rest_is_its_own()
    {
        var (line, mistake) = CommandLine.Read(["--config", "a.yaml", "--log-format=json", "sync", "--config", "b"]);

        Assert.Null(mistake);
        Assert.Equal(("a.yaml", LogFormat.Json), (line.Configuration, line.LogFormat));
        Assert.Equal(["sync", "--config", "b"], line.Words);
    }

    [Fact]
    public void Imglifes_way_to_ask_for_a_check_is_known() => Assert.Equal(["check"], CommandLine.Read(["--check"]).Line.Words);

    [Theory]
    [InlineData("--config", "--config has no value; write it behind")]
    [InlineData("--config=", "--config has no value; write it behind")]
    [InlineData("--log-level=loud", "--log-level loud is not known; write debug, info, warning or error")]
    [InlineData("--log-format=xml", "--log-format xml is not known; write text or json")]
    public void A_bad_option_is_refused_in_one_sentence(string argument, string sentence) => Assert.Equal(sentence, CommandLine.Read([argument]).Mistake);

    [Theory]
    [InlineData("snyc", "'snyc' is no command; did you mean sync?")]
    [InlineData("statsu", "'statsu' is no command; did you mean status?")]
    [InlineData("register", "'register' is no command; the commands are sync, build, builds, graph, rebuild, eol, status, cleanup, notify, daemon, check, health, --version and --help")]
    public void An_unknown_command_is_refused_with_the_nearest_name(string name, string sentence) => Assert.Equal(sentence, CommandNames.WhyNot(name));
}
