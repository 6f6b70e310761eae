using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>System calls on processes that .NET has no public door to.</summary>
internal static partial class ProcessCalls
{
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "waitpid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int WaitFor(int processId, out int status, int options);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int ProcessControl(int option, nuint second, nuint third, nuint fourth, nuint fifth);
}
