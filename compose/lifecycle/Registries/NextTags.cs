using System.Net.Http.Headers;

namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>Where a list of tags goes on (distribution-spec, "Listing Tags"; RFC 8288).</summary>
internal static class NextTags
{
    /// <summary>
    /// The question of the next page, with its <c>?</c>; null: this was the last one. Only the question of the link counts, whatever host and path a proxy wrote
    /// into it: credentials go to the registry itself, and registries put tokens of their own into the question.
    /// </summary>
    internal static string? Question(HttpResponseHeaders headers, Uri page)
    {
        if (!headers.TryGetValues("Link", out var lines))
            return null;
        foreach (var link in lines.SelectMany(line => line.Split('<', StringSplitOptions.RemoveEmptyEntries)))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end > 0 && IsNext(link[(end + 1)..]) && Uri.TryCreate(page, link[..end], out var next) && next.Query.Length > 1)
                return next.Query;
        }

        return null;
    }

    private static bool IsNext(string parameters) =>
        Array.Exists(parameters.Split([';', ','], StringSplitOptions.TrimEntries), part => part.Replace(" ", "", StringComparison.Ordinal) is "rel=\"next\"" or "rel=next");
}
