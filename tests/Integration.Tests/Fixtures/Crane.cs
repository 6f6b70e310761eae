namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>crane. It speaks plain HTTP to 127.0.0.1 unasked.</summary>
internal sealed class Crane(RegistryClient registry, Folder folder) : Client(registry, folder)
{
    protected override string Absent => "MANIFEST_UNKNOWN";

    protected override string[] PushCommand(string layout, string target, string tag) => [Tools.Crane, "push", layout, target];

    protected override string[] PullCommand(string source, string into) => [Tools.Crane, "pull", "--format=oci", source, into];
}
