using YamlDotNet.RepresentationModel;

namespace RegistryJanitor.Lifecycle.Tests.Pipelines.Support;

/// <summary>YAML as it stands, for files that others read.</summary>
internal static class PipelineYaml
{
    public static YamlMappingNode Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)Assert.Single(stream.Documents).RootNode;
    }

    public static YamlNode? At(this YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    /// <summary>The pairs of a mapping of texts; none where there is none.</summary>
    public static Dictionary<string, string> Texts(this YamlMappingNode map, string key) => map.At(key) is YamlMappingNode texts
        ? texts.ToDictionary(pair => $"{pair.Key}", pair => $"{pair.Value}", StringComparer.Ordinal)
        : new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The elements of a list of texts; none where there is none. A line with <c>: </c> that is not in quotes is no text.</summary>
    public static string[] List(this YamlMappingNode map, string key) => map.At(key) is YamlSequenceNode list ? [.. list.Select(one => Assert.IsType<YamlScalarNode>(one).Value!)] : [];
}
