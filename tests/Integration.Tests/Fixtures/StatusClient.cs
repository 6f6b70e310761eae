using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A janitor that runs with its status page on a free port of 127.0.0.1, and whoever reads it.</summary>
internal sealed partial class StatusClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http;

    private StatusClient(StartedProgram loop, int port)
    {
        Loop = loop;
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
    }

    public StartedProgram Loop { get; }

    public Uri Page => _http.BaseAddress!;

    /// <summary>Starts it and waits until its first pass has ended.</summary>
    public static async Task<StatusClient> StartAsync(JanitorRun janitor)
    {
        var port = RegistryProcess.FreePort();
        var client = new StatusClient(janitor.With("JANITOR_HTTP_PORT", port.ToString(CultureInfo.InvariantCulture)).Start(), port);
        await client.Loop.SaysAsync($"http://127.0.0.1:{port}/");
        var began = Stopwatch.GetTimestamp();
        while (await client.StatusAsync("readyz") != HttpStatusCode.OK)
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
                throw new XunitException($"no pass ended; the janitor's output:\n{client.Loop.Output}");
            await Task.Delay(20);
        }

        return client;
    }

    public async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return response.StatusCode;
    }

    public async Task<string> TextAsync(string path, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { { "Accept", accept } } };
        using var response = await _http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    /// <summary>The value of a metric without labels.</summary>
    public static long Metric(string metrics, string name) => long.Parse(
        metrics.Split('\n').Single(line => line.StartsWith($"{name} ", StringComparison.Ordinal))[(name.Length + 1)..], CultureInfo.InvariantCulture);

    /// <summary>The first exact figure in a part of the page.</summary>
    public static long Figure(string page, string id) => Figures(page, id)[0];

    /// <summary>The exact figures from the element with an id on, to the end of the tile or section that it is.</summary>
    public static long[] Figures(string page, string id)
    {
        var part = page[page.IndexOf($"id=\"{id}\"", StringComparison.Ordinal)..];
        var end = Math.Min(Ends(part, "</section>"), part.StartsWith($"id=\"{id}\"><dt>", StringComparison.Ordinal) ? Ends(part, "</div>") : int.MaxValue);
        return [.. Data().Matches(part[..end]).Select(figure => long.Parse(figure.Groups["value"].Value, CultureInfo.InvariantCulture))];
    }

    private static int Ends(string part, string tag) => part.IndexOf(tag, StringComparison.Ordinal) is >= 0 and var at ? at : part.Length;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Loop.DisposeAsync();
    }

    [GeneratedRegex("<data value=\"(?<value>[0-9]+)\">", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Data();
}
