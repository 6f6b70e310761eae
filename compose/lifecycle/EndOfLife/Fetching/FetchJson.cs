using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.EndOfLife.Fetching;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FetchRecord))]
internal sealed partial class FetchJson : JsonSerializerContext;
