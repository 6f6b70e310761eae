using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests;

public sealed class ProcessTests : IDisposable
{
    private static readonly Dictionary<string, string?> s_environment = new(StringComparer.Ordinal) { ["CI_REGISTRY"] = Given.Environment["CI_REGISTRY"] };

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("check")]
    [InlineData("--check")]
    public async Task Check_prints_what_is_understood_and_tells_what_has_no_effect(string command)
    {
        _folder.File("imglife.yaml", Given.PagesExample);

        var (code, output, error) = await LifecycleProcess.RunAsync(_folder.Path, new Dictionary<string, string?>(s_environment, StringComparer.Ordinal) { ["IMGLIFE_DOCKER_IO_USERNAME"] = "me" }, command);

        Assert.Equal(0, code);
        Assert.Equal(EffectiveConfiguration.Text(Given.File(Given.PagesExample)), $"{output}\n");
        Assert.Equal(
            $"""
            lifecycle: {_folder["imglife.yaml"]}:2:3: registry.url has no effect, nor has what else imglife keeps there about its build records: lifecycle keeps its own in LIFECYCLE_DATA_DIR
            lifecycle: IMGLIFE_DOCKER_IO_USERNAME is set and neither IMGLIFE_DOCKER_IO_PASSWORD nor IMGLIFE_DOCKER_IO_TOKEN is, so that the registry is asked without a login; set one of them
            """,
            error);
    }

    [Fact]
    public async Task A_wrong_file_setting_or_word_returns_2_and_tells_all_that_is_wrong()
    {
        _folder.File("lifecycle.yaml", "snyc: {}\nretention: { keep_last: none }\n");
        _folder.File("imglife.yaml", Given.PagesExample);

        Assert.Equal(
            (2, "", $"""
                lifecycle: {_folder["lifecycle.yaml"]}:1:1: snyc is not known; did you mean sync?
                lifecycle: {_folder["lifecycle.yaml"]}:2:25: retention.keep_last is 'none'; write a whole number from 1 to 100000
                """),
            await LifecycleProcess.RunAsync(_folder.Path, s_environment, "check"));
        Assert.Equal(
            (2, "", "lifecycle: LIFECYCLE_HTTP_PROT is not a setting; did you mean LIFECYCLE_HTTP_PORT?"),
            await LifecycleProcess.RunAsync(_folder.Path, new Dictionary<string, string?>(StringComparer.Ordinal) { ["LIFECYCLE_HTTP_PROT"] = "1" }, "sync"));
        Assert.Equal((2, "", "lifecycle: 'chekc' is no command; did you mean check?"), await LifecycleProcess.RunAsync(_folder.Path, s_environment, "chekc"));
        Assert.Equal((2, "", "lifecycle: check takes no 'now'; write lifecycle check alone"), await LifecycleProcess.RunAsync(_folder.Path, s_environment, "--config=imglife.yaml", "check", "now"));
        Assert.Equal(
            (2, "", "lifecycle: no command is named; the commands are sync, build, builds, graph, rebuild, eol, status, cleanup, notify, daemon, check, health, --version and --help"),
            await LifecycleProcess.RunAsync(_folder.Path, s_environment));
    }

    [Fact]
    public async Task Help_needs_nothing_to_be_right()
    {
        var (code, output, _) = await LifecycleProcess.RunAsync(_folder.Path, new Dictionary<string, string?>(StringComparer.Ordinal) { ["LIFECYCLE_HTTP_PORT"] = "x" }, "--help");

        Assert.Equal(0, code);
        Assert.Equal(Help.Text, output);
    }
}
