using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(ScheduleState))]
internal sealed partial class ScheduleStateJson : JsonSerializerContext;
