using System.Net;
using System.Net.Http.Headers;
using RegistryJanitor.BuildRunner.PlainHttp;
using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Builds;

/// <summary>
/// Asks a registry for an upload, as a push would, and gives it back. A read-only registry (2.8.3: <c>storage.maintenance.readonly.enabled</c>) answers 405. One
/// that speaks https is believed to be ready: this executable has no TLS, and the engine will say what it finds.
/// </summary>
/// <param name="http">With a short time limit, and without redirects.</param>
/// <param name="access">How it is spoken to, and who we are.</param>
public sealed class RegistryProbe(HttpClient http, RegistryAccess access)
{
    /// <summary>A client as the probe wants it.</summary>
    public static HttpClient Client() => new(new PlainHttpHandler(TimeSpan.FromSeconds(5)))
    {
        Timeout = TimeSpan.FromSeconds(15),
        MaxResponseContentBufferSize = 64 * 1024,
    };

    /// <summary>Asks.</summary>
    public async Task<RegistryState> AskAsync(ImageName image, CancellationToken cancel)
    {
        if (!access.IsPlainHttp(image.Registry))
            return new RegistryState.Ready();
        try
        {
            var uploads = new Uri($"http://{image.Registry}/v2/{image.Repository}/blobs/uploads/");
            using var answer = await SendAsync(HttpMethod.Post, uploads, image, cancel);
            if (answer.StatusCode is HttpStatusCode.Accepted && answer.Headers.Location is { } location && Uri.TryCreate(uploads, location, out var upload)
                && upload.Authority.Equals(uploads.Authority, StringComparison.OrdinalIgnoreCase) && upload.Scheme.Equals("http", StringComparison.Ordinal))
            {
                using var gone = await SendAsync(HttpMethod.Delete, upload, image, cancel);
            }

            return answer.StatusCode switch
            {
                HttpStatusCode.MethodNotAllowed => new RegistryState.ReadOnly(),
                >= HttpStatusCode.InternalServerError => new RegistryState.Unreachable($"{image.Registry} answers {(int)answer.StatusCode}"),
                _ => new RegistryState.Ready(),
            };
        }
        catch (HttpRequestException refused)
        {
            return new RegistryState.Unreachable($"{image.Registry} does not answer: {refused.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new RegistryState.Unreachable($"{image.Registry} did not answer within {http.Timeout.TotalSeconds:F0} s");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri uri, ImageName image, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, uri);
        if (access.Login is { } login && login.Registry.Equals(image.Registry, StringComparison.OrdinalIgnoreCase))
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", login.Basic);
        return await http.SendAsync(request, cancel);
    }
}
