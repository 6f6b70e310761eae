using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.State;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ScheduleState))]
internal sealed partial class ScheduleStateJson : JsonSerializerContext;
