using System.Globalization;
using System.Net.Http.Headers;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>
/// Where the next page of a list is (RFC 8288). The forge's own link counts, for it knows more than a page number; but a proxy may make it name another
/// scheme or host, and no token goes there: then the number is put into our own address. That a page is short means nothing: Gitea gives 50 at most.
/// </summary>
internal static class NextPage
{
    /// <summary>The address; null: this was the last one.</summary>
    /// <param name="page">Where this page is.</param>
    /// <param name="headers">Of its answer.</param>
    /// <param name="seen">Items of all pages so far.</param>
    /// <param name="here">Items of this page.</param>
    internal static Uri? After(Uri page, HttpResponseHeaders headers, int seen, int here)
    {
        if (headers.TryGetValues("Link", out var links))
            return Next(links) is { } link ? Followed(page, link) : null;
        if (One(headers, "X-Next-Page") is { } number)
            return long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var next) ? Numbered(page, next) : null;
        return here > 0 && long.TryParse(One(headers, "X-Total-Count"), NumberStyles.None, CultureInfo.InvariantCulture, out var total) && total > seen ? Numbered(page, Number(page) + 1) : null;
    }

    /// <summary>Whether two addresses have one scheme, host and port.</summary>
    internal static bool SameServer(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;

    private static Uri Followed(Uri page, string link) =>
        Uri.TryCreate(page, link, out var next) && SameServer(next, page) ? next : Numbered(page, next is not null && Asked(next, "page") is { } number ? number : Number(page) + 1);

    /// <summary><c>&lt;address&gt;; rel="next", &lt;address&gt;; rel="last"</c>; an address may hold commas.</summary>
    private static string? Next(IEnumerable<string> links)
    {
        foreach (var link in links.SelectMany(line => line.Split('<', StringSplitOptions.RemoveEmptyEntries)))
        {
            var end = link.IndexOf('>', StringComparison.Ordinal);
            if (end > 0 && link[end..].Split([';', ','], StringSplitOptions.TrimEntries).Any(part => part is "rel=\"next\"" or "rel=next"))
                return link[..end];
        }

        return null;
    }

    private static string? One(HttpResponseHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private static long Number(Uri page) => Asked(page, "page") ?? 1;

    private static long? Asked(Uri page, string name) => page.Query.TrimStart('?').Split('&')
        .Where(part => part.StartsWith($"{name}=", StringComparison.Ordinal))
        .Select(part => long.TryParse(part.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null)
        .FirstOrDefault();

    private static Uri Numbered(Uri page, long number)
    {
        var others = page.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !part.StartsWith("page=", StringComparison.Ordinal));
        return new UriBuilder(page) { Query = string.Join('&', others.Append($"page={number}")) }.Uri;
    }
}
