using System.Text.Json.Nodes;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>What a fake API says.</summary>
internal sealed record FakeAnswer(int Status, JsonNode? Body = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public static FakeAnswer Message(int status, string message) => new(status, new JsonObject { ["message"] = message });
}
