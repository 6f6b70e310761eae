using System.Globalization;
using System.Net;

namespace RegistryJanitor.BuildRunner.PlainHttp;

/// <summary>Reads status and headers of an answer, and finds out how its body ends (RFC 9112, section 6.3).</summary>
internal static class ResponseHead
{
    private const int MostHeaders = 256;

    /// <summary>An answer whose body is still to be read, and which ends the connection when it is disposed of.</summary>
    /// <exception cref="IOException">It is no answer in HTTP/1.</exception>
    public static async Task<HttpResponseMessage> ReadAsync(ResponseReader reader, HttpRequestMessage request, CancellationToken cancel)
    {
        while (true)
        {
            var status = Status(await reader.LineAsync(cancel));
            var headers = await HeadersAsync(reader, cancel);
            // 100 to 199 announce the answer; a change of protocol was not asked for.
            if ((int)status >= 200)
                return Answer(status, headers, reader, request);
        }
    }

    private static HttpStatusCode Status(string line) =>
        line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Split(' ', 3) is [_, { Length: 3 } digits, ..]
        && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 100 and not 101
            ? (HttpStatusCode)code
            : throw new IOException("what answers does not speak HTTP/1");

    private static async Task<List<string>> HeadersAsync(ResponseReader reader, CancellationToken cancel)
    {
        var lines = new List<string>();
        for (var line = await reader.LineAsync(cancel); line.Length > 0; line = await reader.LineAsync(cancel))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (lines.Count == MostHeaders || colon <= 0 || char.IsWhiteSpace(line[colon - 1]) || char.IsWhiteSpace(line[0]))
                throw new IOException("a header of the answer is not NAME: VALUE, or there are too many");
            lines.Add(line);
        }

        return lines;
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, List<string> lines, ResponseReader reader, HttpRequestMessage request)
    {
        var body = request.Method == HttpMethod.Head || status is HttpStatusCode.NoContent or HttpStatusCode.NotModified ? new ResponseBody(reader, 0) : Body(lines, reader);
        var answer = new HttpResponseMessage(status) { RequestMessage = request, Content = new StreamContent(body) };
        foreach (var line in lines)
        {
            var (name, value) = Split(line);
            // Those that describe the body are the content's.
            if (!answer.Headers.TryAddWithoutValidation(name, value))
                answer.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return answer;
    }

    private static ResponseBody Body(List<string> lines, ResponseReader reader)
    {
        string? length = null;
        var chunked = false;
        foreach (var line in lines)
        {
            var (name, value) = Split(line);
            if (name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase))
                chunked = value.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? true : throw new IOException($"the answer is encoded as {value}, which was not asked for");
            if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                continue;
            if (length is not null && !length.Equals(value, StringComparison.Ordinal))
                throw new IOException("the answer has two lengths");
            length = value;
        }

        if (chunked)
            return new ResponseBody(reader, null, chunked: true);
        if (length is null)
            return new ResponseBody(reader, null);
        return long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? new ResponseBody(reader, bytes) : throw new IOException("the length of the answer is no number");
    }

    private static (string Name, string Value) Split(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return (line[..colon], line[(colon + 1)..].Trim());
    }
}
