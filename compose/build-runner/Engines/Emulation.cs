using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Engines;

/// <summary>Which processors this machine runs programs of: its own, and those that the kernel has an interpreter for (binfmt_misc, such as qemu-user-static).</summary>
/// <param name="directory">Where the kernel lists them.</param>
/// <param name="own">In Go's words.</param>
public sealed class Emulation(string directory = "/proc/sys/fs/binfmt_misc", string? own = null)
{
    private readonly string _own = own ?? RuntimeInformation.OSArchitecture switch
    {
        Architecture.X64 => "amd64",
        Architecture.Arm64 => "arm64",
        Architecture.Arm => "arm",
        Architecture.S390x => "s390x",
        Architecture.Ppc64le => "ppc64le",
        Architecture.RiscV64 => "riscv64",
        var other => other.ToString().ToLowerInvariant(),
    };

    /// <summary>Why a platform cannot be built for; null: it can.</summary>
    /// <param name="platform">Such as <c>linux/arm64</c>; null: that of this machine.</param>
    /// <param name="runs">Whether a RUN is in the way of building without running anything.</param>
    public string? Refusal(string? platform, bool runs)
    {
        if (platform is null)
            return null;
        if (platform.Split('/') is not ["linux", var architecture, ..] parts || parts.Length > 3 || !parts.All(IsWord))
            return $"'{platform}' is no platform; write linux/amd64, linux/arm64 or linux/arm/v7";
        return !runs || string.Equals(architecture, _own, StringComparison.Ordinal) || (string.Equals(architecture, "386", StringComparison.Ordinal) && string.Equals(_own, "amd64", StringComparison.Ordinal)) || IsEmulated(architecture)
            ? null
            : $"its RUN instructions are programs for {architecture} and this machine is {_own} without an emulator for it; install qemu-user-static and binfmt-support on the host, or build it on a machine with {architecture}";
    }

    private static bool IsWord(string part) => part.Length > 0 && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter));

    private bool IsEmulated(string architecture)
    {
        var name = architecture switch
        {
            "amd64" => "x86_64",
            "arm64" => "aarch64",
            "386" => "i386",
            "mips64le" => "mips64el",
            "loong64" => "loongarch64",
            _ => architecture,
        };
        try
        {
            return File.ReadAllText(Path.Join(directory, $"qemu-{name}")).StartsWith("enabled", StringComparison.Ordinal);
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
