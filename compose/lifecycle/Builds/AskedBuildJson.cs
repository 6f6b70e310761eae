using System.Text.Json.Serialization;

namespace RegistryJanitor.Lifecycle.Builds;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, WriteIndented = true)]
[JsonSerializable(typeof(AskedBuild))]
internal sealed partial class AskedBuildJson : JsonSerializerContext;
