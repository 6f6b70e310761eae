using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

/// <summary>An endoflife.date on loopback, which answers as it is told, byte for byte.</summary>
internal sealed class FakeSite : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _atOnce;
    private bool _isOver;

    public FakeSite()
    {
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _ = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>By path; what is not here is a page that says 404.</summary>
    public ConcurrentDictionary<string, Func<FakeRequest, Task<FakeAnswer>>> Answers { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<FakeRequest> Requests { get; } = [];

    public IEnumerable<string> Paths => Requests.Select(request => request.Path);

    /// <summary>How many requests were ever under way together.</summary>
    public int MostAtOnce { get; private set; }

    /// <summary>Ends with the first request.</summary>
    public Task Asked => _asked.Task;

    public void Give(string path, params FakeAnswer[] answers)
    {
        var at = -1;
        Answers[path] = _ => Task.FromResult(answers[Math.Min(Interlocked.Increment(ref at), answers.Length - 1)]);
    }

    /// <summary>A product as the first edition has it, with a version that is told apart.</summary>
    public void Publish(string product, string releases, string tag = "\"1\"") => Answers[$"/api/v1/products/{product}"] = request => Task.FromResult(
        tag.Equals(request.IfNoneMatch, StringComparison.Ordinal)
            ? new FakeAnswer(304, "") { Headers = [$"ETag: {tag}"] }
            : FakeAnswer.Json($$$"""{"schema_version":"1.2.1","generated_at":"2026-11-20T00:00:00+00:00","last_modified":"2026-11-19T00:00:00+00:00","result":{"name":"{{{product}}}","aliases":[],"label":"X","releases":[{{{releases}}}]}}""") with { Headers = [$"ETag: {tag}"] });

    /// <summary>A test may end it before its time.</summary>
    public void Dispose()
    {
        if (_isOver)
            return;
        _isOver = true;
        _end.Cancel();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptSocketAsync(_end.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var mine = socket;
        try
        {
            var request = FakeRequest.Parse(await HeadAsync(socket));
            lock (_listener)
                MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            Requests.Enqueue(request);
            _asked.TrySetResult();
            try
            {
                var answer = Answers.TryGetValue(request.Path, out var make) ? await make(request).WaitAsync(_end.Token) : FakeAnswer.Page404;
                await answer.SendAsync(socket, _end.Token);
            }
            finally
            {
                lock (_listener)
                    _atOnce--;
            }

            socket.Shutdown(SocketShutdown.Send);
            while (await socket.ReceiveAsync(new byte[1024], _end.Token) > 0)
            {
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The client has what it wants, or wants no more.
        }
    }

    private async Task<string> HeadAsync(Socket socket)
    {
        var (buffer, length) = (new byte[16 * 1024], 0);
        while (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(length), _end.Token);
            if (read == 0)
                throw new SocketException((int)SocketError.ConnectionReset);
            length += read;
        }

        return Encoding.Latin1.GetString(buffer, 0, length);
    }
}
