using System.IO.Pipes;

namespace RegistryJanitor.Daemon;

/// <summary>What the kernel knows of a pipe that is being read.</summary>
internal static class PipeInput
{
    /// <summary>Whether a read would come back at once: something is in it, or its end. False for what is no pipe.</summary>
    internal static bool IsReady(Stream stream)
    {
        if (stream is not PipeStream { SafePipeHandle: { IsClosed: false } handle })
            return false;
        var asked = new Libc.PollDescriptor { Descriptor = (int)handle.DangerousGetHandle(), Asked = Libc.Readable };
        return Libc.Poll(ref asked, 1, 0) > 0 && (asked.Answered & (Libc.Readable | Libc.Closed)) != 0;
    }
}
