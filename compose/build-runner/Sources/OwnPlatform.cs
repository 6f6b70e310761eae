using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>The platform of the machine that builds: <c>$BUILDPLATFORM</c>.</summary>
internal static class OwnPlatform
{
    internal static string Name { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "linux/arm64" : "linux/amd64";
}
