using System.Text.Json.Serialization;

namespace RegistryJanitor.GitMirror.Web;

/// <summary>The generated writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class StatusDocumentJson : JsonSerializerContext;
