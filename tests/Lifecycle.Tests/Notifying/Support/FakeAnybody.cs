using System.Text.Json;

namespace RegistryJanitor.Lifecycle.Tests.Notifying.Support;

/// <summary>Apprise's API, as far as it judges: there is a body, and a type that it knows.</summary>
internal sealed class FakeAnybody : FakeSink
{
    protected override HttpResponseMessage Judge(HttpRequestMessage request, byte[] body, JsonElement message) =>
        Text(message, "body").Length > 0 && Text(message, "type") is "info" or "success" or "warning" or "failure" ? Answer(200) : Answer(400);
}
