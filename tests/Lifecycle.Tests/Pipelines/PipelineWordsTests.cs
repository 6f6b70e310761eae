using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Pipelines;

/// <summary>What the templates call is asked of the program itself, with a file that wants nothing.</summary>
public sealed class PipelineWordsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_templates_call_every_command_that_a_pipeline_needs() => Lists.Same(
        ["build", "build --output-dir contexts", "cleanup --apply", "cleanup --list", "eol update", "status --output README.md", "sync"],
        PipelineFilesTests.Commands);

    [Fact]
    public async Task Every_call_is_understood()
    {
        _folder.File("lifecycle.yaml", "lifecycle: { eol_provider: local }\n");
        foreach (var words in PipelineFilesTests.Commands)
        {
            var (code, output, error) = await LifecycleProcess.RunAsync(
                _folder.Path, new Dictionary<string, string?>(StringComparer.Ordinal) { ["LIFECYCLE_DATA_DIR"] = _folder["data"] }, words.Split(' '));
            Assert.True(code == 0, $"lifecycle {words}: {code}\n{output}\n{error}");
        }
    }
}
