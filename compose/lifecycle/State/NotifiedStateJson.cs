using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(NotifiedState))]
internal sealed partial class NotifiedStateJson : JsonSerializerContext;
