using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Dependencies.Report;

/// <summary>The generated writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(GraphDocument))]
internal sealed partial class GraphJson : JsonSerializerContext;
