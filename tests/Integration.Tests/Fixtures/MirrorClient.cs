using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Asks a git-mirror by HTTP, as forges and Prometheus do.</summary>
internal sealed class MirrorClient(int port) : IDisposable
{
    public const string Secret = "a-secret-of-this-test";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new() { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };

    public Task<string> TextAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Asks for a mirror as GitLab's webhook would.</summary>
    public async Task<HttpStatusCode> SyncAsync(string mirror, string secret = Secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"sync/{mirror}", UriKind.Relative)) { Content = new StringContent("{}") };
        request.Headers.Add("X-Gitlab-Token", secret);
        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Waits until the first mirror is at this commit; why it last came.</summary>
    public async Task<string> IsAtAsync(string commit)
    {
        var began = Stopwatch.GetTimestamp();
        for (var status = ""; ; await Task.Delay(50))
        {
            try
            {
                status = await TextAsync("status");
                if (JsonDocument.Parse(status).RootElement.GetProperty("mirrors") is { } mirrors && mirrors.GetArrayLength() > 0
                    && mirrors[0].GetProperty("state") is { ValueKind: JsonValueKind.Object } state
                    && string.Equals(state.GetProperty("new").GetString(), commit, StringComparison.Ordinal))
                    return state.GetProperty("reason").GetString()!;
            }
            catch (HttpRequestException notYet)
            {
                status = notYet.Message;
            }

            if (Stopwatch.GetElapsedTime(began) > s_patience)
                throw new XunitException($"no mirror at {commit} within {s_patience}: {status}");
        }
    }

    /// <summary>Waits until a page has some words.</summary>
    public async Task SaysAsync(string path, string words)
    {
        var began = Stopwatch.GetTimestamp();
        for (var page = ""; ; await Task.Delay(50))
        {
            try
            {
                page = await TextAsync(path);
                if (page.Contains(words, StringComparison.Ordinal))
                    return;
            }
            catch (HttpRequestException notYet)
            {
                page = notYet.Message;
            }

            if (Stopwatch.GetElapsedTime(began) > s_patience)
                throw new XunitException($"{path} did not say '{words}' within {s_patience}: {page}");
        }
    }

    public void Dispose() => _http.Dispose();
}
