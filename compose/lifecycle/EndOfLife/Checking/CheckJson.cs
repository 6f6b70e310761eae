using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.EndOfLife.Checking;

/// <summary>The generated writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(CheckDocument))]
[JsonSerializable(typeof(BaseDocument))]
internal sealed partial class CheckJson : JsonSerializerContext;
