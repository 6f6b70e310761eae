using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>How skopeo is called: every platform, every digest as it is, and nothing that this machine has configured for others.</summary>
internal static class SkopeoCommand
{
    private static readonly string[] s_secretive = ["LIFECYCLE_", "IMGLIFE_", "CI_JOB_TOKEN", "CI_REGISTRY_PASSWORD"];

    /// <summary>Copies one manifest with all that it refers to, the manifest last.</summary>
    /// <param name="executable">skopeo.</param>
    /// <param name="source">With its digest, so that a tag that moves meanwhile changes nothing.</param>
    /// <param name="target">With a tag or a digest.</param>
    /// <param name="scratch">Its files.</param>
    /// <param name="address">Who speaks http.</param>
    /// <param name="limit">For all of it.</param>
    /// <param name="environment">Names of our own variables: those that may hold secrets are kept from it.</param>
    internal static ChildCommand Copy(
        string executable, ImageReference source, ImageReference target, SkopeoScratch scratch, RegistryAddress address, TimeSpan limit, IEnumerable<string> environment)
    {
        var variables = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["CONTAINERS_REGISTRIES_CONF"] = scratch.Registries,
            ["REGISTRY_AUTH_FILE"] = null,
            ["DOCKER_CONFIG"] = null,
        };
        foreach (var name in environment.Where(name => Array.Exists(s_secretive, start => name.StartsWith(start, StringComparison.Ordinal))))
            variables[name] = null;
        return new ChildCommand(
            executable,
            [
                "--policy", scratch.Policy,
                "--registries.d", scratch.Signatures,
                // It outlives us when we are killed; then it has to end by itself.
                "--command-timeout", string.Create(CultureInfo.InvariantCulture, $"{(long)limit.TotalSeconds + 60}s"),
                "copy", "--all", "--preserve-digests", "--remove-signatures",
                $"--src-tls-verify={Verify(address, source)}", $"--dest-tls-verify={Verify(address, target)}",
                .. Auth("src", scratch.SourceAuth), .. Auth("dest", scratch.TargetAuth),
                $"docker://{Written(source)}", $"docker://{Written(target)}",
            ])
        {
            Environment = variables,
            TimeLimit = limit,
        };
    }

    private static string Verify(RegistryAddress address, ImageReference image) => address.IsPlainHttp(image.Registry) ? "false" : "true";

    private static string[] Auth(string side, string? file) => file is null ? [$"--{side}-no-creds"] : [$"--{side}-authfile", file];

    /// <summary>skopeo takes a tag or a digest, and not both.</summary>
    private static string Written(ImageReference image) => image.Digest is { } digest ? $"{image.Name}@{digest}" : $"{image.Name}:{image.Tag}";
}
