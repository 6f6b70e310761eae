using System.Diagnostics;
using System.Globalization;
using System.Net;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary><c>lifecycle daemon</c> on a free port of 127.0.0.1, and whoever reads it.</summary>
internal sealed class ReportClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StartedProgram _daemon;
    private readonly HttpClient _http;

    private ReportClient(StartedProgram daemon, int port) => (_daemon, _http) = (daemon, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") });

    public Uri Page => _http.BaseAddress!;

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ReportClient> StartAsync(Dictionary<string, string> environment, string folder)
    {
        var port = RegistryProcess.FreePort();
        var settings = new Dictionary<string, string>(environment, StringComparer.Ordinal) { ["LIFECYCLE_HTTP_PORT"] = port.ToString(CultureInfo.InvariantCulture) };
        var client = new ReportClient(StartedProgram.Start([.. Tools.Lifecycle, "daemon"], settings, folder), port);
        var began = Stopwatch.GetTimestamp();
        while (!await client.AnswersAsync())
        {
            if (client._daemon.HasExited || Stopwatch.GetElapsedTime(began) > s_patience)
                throw new XunitException($"lifecycle does not answer; its output:\n{client._daemon.Output}");
            await Task.Delay(20);
        }

        return client;
    }

    public Task<string> TextAsync(string path) => _http.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>The status and the policy that an answer gives the browser.</summary>
    public async Task<(HttpStatusCode Status, string Policy)> HeadersAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, string.Join(' ', answer.Headers.GetValues("Content-Security-Policy")));
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _daemon.DisposeAsync();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri("healthz", UriKind.Relative));
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
