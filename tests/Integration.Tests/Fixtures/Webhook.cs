using System.Collections.Concurrent;
using System.Net;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Somebody on 127.0.0.1 who is told things by JSON, and keeps them.</summary>
internal sealed class Webhook : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<string> _told = new();

    public Webhook()
    {
        Address = $"http://127.0.0.1:{RegistryProcess.FreePort()}/hook/";
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _ = ListenAsync();
    }

    public string Address { get; }

    /// <summary>Every message, in its order.</summary>
    public string Told => string.Join('\n', _told);

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using (var reader = new StreamReader(context.Request.InputStream))
                    _told.Enqueue(await reader.ReadToEndAsync());
                context.Response.StatusCode = (int)HttpStatusCode.NoContent;
                context.Response.Close();
            }
        }
        catch (Exception over) when (over is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
