using System.Text.Json.Nodes;

namespace RegistryJanitor.GitMirror.Auditing;

/// <summary>A request that changes one setting.</summary>
/// <param name="Method">PUT or PATCH.</param>
/// <param name="Path">Below the API's root.</param>
/// <param name="Body">JSON.</param>
public sealed record ForgeCall(HttpMethod Method, string Path, string Body)
{
    /// <summary>The body as the client takes it.</summary>
    internal JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    /// <summary>As the forge's own documentation writes it.</summary>
    public override string ToString() => $"{Method} /{Path} {Body}";
}
