using System.Runtime.InteropServices;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>The platform arguments that FROM knows without ARG.</summary>
/// <param name="Target">Such as <c>linux/arm64</c>.</param>
internal sealed record DockerfilePlatform(string Target)
{
    /// <summary>That of the machine that builds: <c>$BUILDPLATFORM</c>.</summary>
    internal static string Ours { get; } = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? "linux/arm64" : "linux/amd64";

    internal IEnumerable<KeyValuePair<string, string>> Arguments => [.. Of("TARGET", Target), .. Of("BUILD", Ours)];

    /// <summary>That of a request.</summary>
    internal static DockerfilePlatform Of(string? requested) => new(requested ?? Ours);

    private static IEnumerable<KeyValuePair<string, string>> Of(string side, string platform)
    {
        var parts = platform.Split('/');
        yield return new($"{side}PLATFORM", platform);
        yield return new($"{side}OS", parts[0]);
        yield return new($"{side}ARCH", parts.ElementAtOrDefault(1) ?? "");
        yield return new($"{side}VARIANT", parts.ElementAtOrDefault(2) ?? "");
    }
}
