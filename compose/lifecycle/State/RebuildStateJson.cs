using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RebuildState))]
internal sealed partial class RebuildStateJson : JsonSerializerContext;
