using System.Text.Json.Serialization;

namespace RegistryJanitor.BuildRunner.Results;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(BuildResult))]
internal sealed partial class ResultJson : JsonSerializerContext;
