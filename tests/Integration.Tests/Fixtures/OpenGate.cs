using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>
/// Holds another process where it opens a certain file, by a lease of fcntl(2): its <c>open</c> returns when the gate is opened. So a test can act
/// in the middle of what the registry's collector does, without luck.
/// </summary>
internal sealed partial class OpenGate : IDisposable
{
    private const int SetLease = 1024;
    private const int GetLease = 1025;
    private const int SetSignal = 10;
    private const int WriteLease = 1;
    private const int NoLease = 2;
    private const int IgnoredSignal = 23; // SIGURG; the default, SIGIO, would end this process
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly SafeFileHandle _file;
    private readonly string _path;

    /// <summary>Shuts the gate. Nobody may have the file open.</summary>
    public OpenGate(string path)
    {
        _path = path;
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (Control(_file, SetSignal, IgnoredSignal) != 0 || Control(_file, SetLease, WriteLease) != 0)
            throw new XunitException($"no lease on {path}: error {Marshal.GetLastPInvokeError()}");
    }

    /// <summary>Waits until somebody stands before the gate.</summary>
    public async Task SomebodyWaitsAsync(StartedProgram meanwhile)
    {
        var began = Stopwatch.GetTimestamp();
        while (Control(_file, GetLease, 0) == WriteLease)
        {
            if (meanwhile.HasExited || Stopwatch.GetElapsedTime(began) > s_patience)
                throw new XunitException($"nobody opened {_path}; the output of the program that should have:\n{meanwhile.Output}");
            await Task.Delay(2);
        }
    }

    public void Open() => _ = Control(_file, SetLease, NoLease);

    public void Dispose() => _file.Dispose();

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(SafeFileHandle file, int command, int argument);
}
