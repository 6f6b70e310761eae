using Microsoft.Win32.SafeHandles;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>Reads files that others wrote, and that may be anything.</summary>
internal static class SmallFile
{
    private const int NoDevice = 6; // ENXIO
    private const int TooManyLevels = 40; // ELOOP

    /// <summary>The content, at most one byte more than <paramref name="longest"/>; null when there is no such file, or when it is a link, a pipe or a device.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    public static byte[]? Read(string path, int longest)
    {
        // A pipe would be waited for, and a link could lead to what the asker may not read himself.
        var descriptor = -1;
        if (PosixVolume.Call(() => descriptor = Libc.Open(path, Libc.ReadOnly | Libc.CloseOnExec | Libc.NonBlocking | Libc.NoFollow)) is var refused and not 0)
            return refused is Libc.NoSuchFile or TooManyLevels or NoDevice ? null : throw PosixVolume.Failure("read", path, refused);
        using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        using var file = new FileStream(handle, FileAccess.Read, bufferSize: 0);
        if (!file.CanSeek)
            return null;
        // Its length is only a guess: somebody may be writing to it.
        var content = new byte[Math.Min(file.Length, longest) + 1];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return content[..length];
    }
}
