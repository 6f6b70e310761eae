using System.Text.Json;
using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Status.Json;

/// <summary>The generated writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(StatusDocument))]
internal sealed partial class StatusJson : JsonSerializerContext
{
    /// <summary>The document, without a line feed behind it.</summary>
    internal static string Text(StatusReport report) => JsonSerializer.Serialize(Json.StatusDocument.Of(report), Default.StatusDocument);
}
