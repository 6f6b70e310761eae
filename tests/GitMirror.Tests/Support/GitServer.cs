using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>
/// A real git server on 127.0.0.1: <c>git http-backend</c> as CGI (RFC 3875) over the repositories of one directory. It counts its requests, and can answer
/// as something else in git's place.
/// </summary>
internal sealed class GitServer : IAsyncDisposable
{
    private const int PortsToTry = 100;

    // Below those that the kernel gives to connections: a git of another test would have one of them before us.
    private static int s_lastPort = 20_000 + (Environment.ProcessId % 10_000);

    private readonly HttpListener _listener;
    private readonly string _root;
    private readonly Task _serving;
    private readonly ConcurrentBag<Task> _answers = [];

    public GitServer(string root)
    {
        _root = root;
        (_listener, Port) = Listen();
        _serving = ServeAsync();
    }

    public int Port { get; }

    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Answers in git's place when it returns true.</summary>
    public Func<HttpListenerContext, Task<bool>> InGitsPlace { get; set; } = _ => Task.FromResult(false);

    /// <summary>What everybody has to show (user <c>reader</c>); null: nothing.</summary>
    public string? Password { get; set; }

    public string PathOf(string repository) => Path.Join(_root, repository);

    public string Url(string repository) => $"http://127.0.0.1:{Port}/{repository}";

    /// <summary>A page for every request.</summary>
    public void AnswerWith(int status, string body, string? location = null) => InGitsPlace = async context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html";
        if (location is not null)
            context.Response.RedirectLocation = location;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        return true;
    };

    public async ValueTask DisposeAsync()
    {
        // Not Stop first: Close after it binds the port once more, and fails where somebody else has it.
        _listener.Close();
        await _serving;
        await Task.WhenAll(_answers);
    }

    /// <summary>Another program can have a port.</summary>
    private static (HttpListener Listener, int Port) Listen()
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = Interlocked.Increment(ref s_lastPort);
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, port);
            }
            catch (HttpListenerException) when (attempt < PortsToTry)
            {
                // Closing one that never listened tries the port again, and throws: the next one it is.
            }
        }
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                _answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
            catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        Requests.Enqueue($"{context.Request.HttpMethod} {context.Request.RawUrl}");
        try
        {
            if (Password is not null && !IsShown(context.Request, Password))
                Ask(context.Response);
            else if (!await InGitsPlace(context))
                await BackendAsync(context);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or IOException or ObjectDisposedException)
        {
            // The client was ended in the middle: what the test is about.
            context.Response.Abort();
        }
    }

    private static bool IsShown(HttpListenerRequest request, string password) =>
        string.Equals(request.Headers["Authorization"], $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"reader:{password}"))}", StringComparison.Ordinal);

    private static void Ask(HttpListenerResponse response)
    {
        response.StatusCode = 401;
        response.Headers["WWW-Authenticate"] = "Basic realm=\"git\"";
    }

    private async Task BackendAsync(HttpListenerContext context)
    {
        var request = context.Request;
        var start = new ProcessStartInfo("git", ["http-backend"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["GIT_PROJECT_ROOT"] = _root;
        start.Environment["GIT_HTTP_EXPORT_ALL"] = "1";
        start.Environment["PATH_INFO"] = request.Url!.AbsolutePath;
        start.Environment["QUERY_STRING"] = request.Url.Query.TrimStart('?');
        start.Environment["REQUEST_METHOD"] = request.HttpMethod;
        start.Environment["CONTENT_TYPE"] = request.ContentType ?? "";
        start.Environment["HTTP_CONTENT_ENCODING"] = request.Headers["Content-Encoding"] ?? "";
        start.Environment["GIT_PROTOCOL"] = request.Headers["Git-Protocol"] ?? "";
        start.Environment["REMOTE_ADDR"] = "127.0.0.1";
        using var backend = Process.Start(start)!;
        try
        {
            await request.InputStream.CopyToAsync(backend.StandardInput.BaseStream);
            backend.StandardInput.Close();
            var output = backend.StandardOutput.BaseStream;
            while (await LineAsync(output) is { Length: > 0 } header)
            {
                var (name, value) = (header[..header.IndexOf(':', StringComparison.Ordinal)], header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim());
                if (name is "Status")
                    context.Response.StatusCode = int.Parse(value[..3], CultureInfo.InvariantCulture);
                else
                    context.Response.Headers[name] = value;
            }

            await output.CopyToAsync(context.Response.OutputStream);
        }
        finally
        {
            if (!backend.HasExited)
                backend.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> LineAsync(Stream stream)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1 && one[0] != '\n')
            line.Append((char)one[0]);
        return line.ToString().TrimEnd('\r');
    }
}
