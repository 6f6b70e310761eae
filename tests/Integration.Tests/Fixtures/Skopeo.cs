namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>skopeo.</summary>
internal sealed class Skopeo(RegistryClient registry, Folder folder) : Client(registry, folder)
{
    protected override string Absent => "manifest unknown";

    protected override string[] PushCommand(string layout, string target, string tag) =>
        [Tools.Skopeo, "--insecure-policy", "copy", "--all", "--preserve-digests", "--dest-tls-verify=false", $"oci:{layout}:{tag}", $"docker://{target}"];

    protected override string[] PullCommand(string source, string into) =>
        [Tools.Skopeo, "--insecure-policy", "copy", "--all", "--preserve-digests", "--src-tls-verify=false", $"docker://{source}", $"dir:{into}"];
}
