using System.Text.Json.Serialization;

namespace RegistryJanitor.GitMirror.State;

/// <summary>The generated reader and writer.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(MirrorState))]
internal sealed partial class StateJson : JsonSerializerContext;
