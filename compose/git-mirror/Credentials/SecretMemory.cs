using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>
/// A secret in a file that has no name and is on no disk (memfd_create(2)), sealed against change. Children of ours do not inherit it; a process of the same
/// user that is told its <see cref="Path"/> can read it, as long as this object lives.
/// </summary>
internal sealed partial class SecretMemory : IDisposable
{
    private const uint CloseOnExec = 1; // MFD_CLOEXEC
    private const uint AllowSealing = 2; // MFD_ALLOW_SEALING
    private const int AddSeals = 1033; // F_ADD_SEALS
    private const int SealAll = 1 | 2 | 4 | 8; // F_SEAL_SEAL, _SHRINK, _GROW, _WRITE

    private readonly SafeFileHandle _memory;

    public SecretMemory(string secret)
    {
        var descriptor = MemfdCreate("git-mirror", CloseOnExec | AllowSealing);
        if (descriptor < 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        _memory = new SafeFileHandle(descriptor, ownsHandle: true);
        RandomAccess.Write(_memory, Encoding.UTF8.GetBytes(secret), fileOffset: 0);
        _ = Fcntl(descriptor, AddSeals, SealAll);
        Path = $"/proc/{Environment.ProcessId}/fd/{descriptor}";
    }

    /// <summary>Where a child finds it.</summary>
    public string Path { get; }

    public void Dispose() => _memory.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemfdCreate(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fcntl(int descriptor, int command, int argument);
}
