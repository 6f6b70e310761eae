using System.Diagnostics;
using RegistryJanitor.Lifecycle.Builds;

namespace RegistryJanitor.Lifecycle.Tests.Builds;

public sealed class QueueFolderTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_named_pipe_in_place_of_a_result_holds_no_look_up()
    {
        Directory.CreateDirectory(_folder["results"]);
        using (var made = Process.Start("mkfifo", [_folder["results/app-1.json"]]))
            await made.WaitForExitAsync();

        // On a thread of its own, so that a test that fails ends.
        var state = await Task.Run(() => new QueueFolder(_folder.Path).StateOf("app-1")).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal("ended", Assert.IsType<QueueState.Ended>(state).Status);
    }
}
