using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RegistryJanitor.Lifecycle.Tests.Notifying.Support;

/// <summary>ntfy, which takes JSON at its root, messages of 4096 bytes and no attachments.</summary>
/// <param name="login">The header that it wants; null: anybody may publish.</param>
internal sealed partial class FakeNtfy(string? login = null) : FakeSink
{
    public const string Server = "https://ntfy.example.com/";

    protected override HttpResponseMessage Judge(HttpRequestMessage request, byte[] body, JsonElement message)
    {
        if (!request.RequestUri!.AbsoluteUri.Equals(Server, StringComparison.Ordinal))
            return Answer(404, """{"code":40401,"http":404,"error":"page not found"}""");
        if (login is not null && !login.Equals($"{request.Headers.Authorization}", StringComparison.Ordinal))
            return Answer(401, """{"code":40101,"http":401,"error":"unauthorized"}""");
        if (body.Length > 32 * 1024)
            return Answer(413, """{"code":41301,"http":413,"error":"message too large"}""");
        if (!Topic().IsMatch(Text(message, "topic")) || Number(message, "priority", 3) is < 1 or > 5)
            return Answer(400, """{"code":40009,"http":400,"error":"topic or priority invalid"}""");
        return Encoding.UTF8.GetByteCount(Text(message, "message")) is > 0 and <= 4096 ? Answer(200, """{"id":"x"}""") : Answer(400, """{"code":40014,"http":400,"error":"attachments not allowed"}""");
    }

    [GeneratedRegex("^[-_A-Za-z0-9]{1,64}$", RegexOptions.None, 1000)]
    private static partial Regex Topic();
}
