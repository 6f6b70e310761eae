using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>What a fake API is asked. The path is split before it is unescaped: <c>a%2Fb</c> is one part, as in GitLab's routes.</summary>
internal sealed record FakeRequest(string Method, string Path, string[] Parts, IReadOnlyDictionary<string, string> Query, JsonObject? Body)
{
    /// <summary>Reads one; null: it is not below the API's root.</summary>
    public static FakeRequest? Read(HttpListenerRequest request, string root, string body)
    {
        var (path, query) = request.RawUrl!.Split('?', 2) is [var before, var after] ? (before, after) : (request.RawUrl!, "");
        return path.StartsWith(root, StringComparison.Ordinal)
            ? new FakeRequest(
                request.HttpMethod,
                path,
                [.. path[root.Length..].Split('/').Select(Uri.UnescapeDataString)],
                query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[^1]), StringComparer.Ordinal),
                body.Length > 0 ? JsonNode.Parse(body) as JsonObject : null)
            : null;
    }

    public int? Number(string name) => Query.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    public bool? Flag(string name) => Query.TryGetValue(name, out var text) ? text is "true" or "1" : null;
}
