using System.IO.Pipes;

namespace RegistryJanitor.Daemon.Tests;

public sealed class PipeInputTests
{
    [Fact]
    public void A_pipe_is_ready_when_something_is_in_it_or_nothing_can_come_any_more()
    {
        using var from = new AnonymousPipeServerStream(PipeDirection.In);
        using var to = new AnonymousPipeClientStream(PipeDirection.Out, from.ClientSafePipeHandle);
        Assert.False(PipeInput.IsReady(from));

        to.Write("x"u8);
        Assert.True(PipeInput.IsReady(from));
        Assert.Equal('x', from.ReadByte());
        Assert.False(PipeInput.IsReady(from));

        to.Dispose();
        Assert.True(PipeInput.IsReady(from));
        Assert.False(PipeInput.IsReady(Stream.Null));
    }

    [Fact]
    public async Task The_output_of_a_child_is_the_kind_of_pipe_that_is_looked_at()
    {
        using var child = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("/bin/echo", "x") { RedirectStandardOutput = true, UseShellExecute = false })!;
        await child.WaitForExitAsync();

        Assert.True(PipeInput.IsReady(child.StandardOutput.BaseStream));
    }
}
