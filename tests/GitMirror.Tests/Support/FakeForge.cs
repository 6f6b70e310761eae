using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>A forge on 127.0.0.1: an API in memory, and behind the same port real repositories that are pushed to with its token.</summary>
internal abstract class FakeForge : IAsyncDisposable
{
    public const string Token = "glpat-fake-0123456789abcdef";

    private readonly string _root = Directory.CreateTempSubdirectory("git-mirror-forge-").FullName;
    private readonly List<Injection> _injections = [];
    private readonly Lock _lock = new();

    protected FakeForge()
    {
        Server = new GitServer(_root);
        Server.InGitsPlace = AnswerAsync;
    }

    public GitServer Server { get; }

    public List<FakeProject> Projects { get; } = [];

    /// <summary>Group, organisation or user.</summary>
    public string Group { get; set; } = "mirrors";

    /// <summary>What the forge believes its own address to be: its external_url, which a proxy makes another one.</summary>
    public string? SeesItselfAt { get; set; }

    /// <summary>Every request to the API.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Url => $"http://127.0.0.1:{Server.Port}";

    public string External => SeesItselfAt ?? Url;

    public abstract ForgeKind Kind { get; }

    public ForgeSettings Settings => new() { Kind = Kind, Url = new Uri(Url), Group = Group, Token = ForgeToken.Of(Token) };

    /// <summary>Where the API begins: <c>/api/v4/</c>.</summary>
    protected abstract string Root { get; }

    /// <summary>A project with an empty repository, made by its maintainer.</summary>
    public FakeProject Project(string name, string? description)
    {
        var project = new FakeProject(11 + Projects.Count, name.StartsWith('/') ? name[1..] : $"{Group}/{name}", _root) { Description = description };
        Projects.Add(project);
        return project;
    }

    /// <summary>The next requests whose line has a text are answered so.</summary>
    public void Answer(string request, int times, int status, string body, params (string Name, string Value)[] headers)
    {
        lock (_lock)
            _injections.Add(new Injection(request, times, status, body, headers));
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>Whether a request has the token, a wrong one, or none.</summary>
    protected abstract bool? Knows(HttpListenerRequest request);

    /// <summary>Answers a request whose token is right; null: there is no such thing.</summary>
    protected abstract FakeAnswer? Answer(FakeRequest request);

    /// <summary>The answer to one without a token, and to one with a wrong one.</summary>
    protected abstract FakeAnswer Stranger(bool hasToken);

    protected abstract FakeAnswer NotFound { get; }

    /// <summary>A page of a list, with the headers that Rails and Gitea send.</summary>
    protected FakeAnswer Page<T>(FakeRequest request, IReadOnlyList<T> items, Func<T, JsonNode?> json, string size, int most, bool nextPage)
    {
        var per = Math.Clamp(request.Number(size) ?? 20, 1, most);
        var page = request.Number("page") ?? 1;
        var last = Math.Max(1, (items.Count + per - 1) / per);
        var others = string.Join('&', request.Query.Where(pair => pair.Key is not "page").Select(pair => $"{pair.Key}={pair.Value}"));
        var links = new List<string>();
        if (page < last)
            links.Add($"<{External}{request.Path}?{others}&page={page + 1}>; rel=\"next\"");
        links.Add($"<{External}{request.Path}?{others}&page=1>; rel=\"first\"");
        links.Add($"<{External}{request.Path}?{others}&page={last}>; rel=\"last\"");
        var body = new JsonArray([.. items.Skip((page - 1) * per).Take(per).Select(json)]);
        (string, string)[] headers = nextPage
            ? [("link", string.Join(", ", links)), ("x-next-page", page < last ? $"{page + 1}" : ""), ("x-page", $"{page}"), ("x-per-page", $"{per}"), ("x-total", $"{items.Count}")]
            : [("link", string.Join(",", links)), ("X-Total-Count", $"{items.Count}")];
        return new FakeAnswer(200, body) { Headers = headers };
    }

    private async Task<bool> AnswerAsync(HttpListenerContext context)
    {
        if (context.Request.Url!.AbsolutePath.Contains(".git/", StringComparison.Ordinal))
            return await RefuseGitAsync(context);
        var line = $"{context.Request.HttpMethod} {context.Request.RawUrl}";
        Requests.Enqueue(line);
        using var body = new StreamReader(context.Request.InputStream);
        var request = FakeRequest.Read(context.Request, Root, await body.ReadToEndAsync());
        if (Injected(line) is { } injected)
        {
            await WriteAsync(context, injected.Status, injected.Headers, injected.Body);
            return true;
        }

        FakeAnswer answer;
        lock (_lock)
            answer = Knows(context.Request) switch { true => (request is null ? null : Answer(request)) ?? NotFound, var token => Stranger(token is not null) };
        await WriteAsync(context, answer.Status, answer.Headers, answer.Body?.ToJsonString() ?? "");
        return true;
    }

    private Injection? Injected(string line)
    {
        lock (_lock)
        {
            if (_injections.Find(one => line.Contains(one.Request, StringComparison.Ordinal)) is not { } found)
                return null;
            if (--found.Times == 0)
                _injections.Remove(found);
            return found;
        }
    }

    /// <summary>Basic authentication: any user, the token as password. True: answered, and git gets nothing to see.</summary>
    private async Task<bool> RefuseGitAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        var project = Projects.Find(one => path.StartsWith($"/{one.Path}.git/", StringComparison.Ordinal));
        var push = $"{context.Request.RawUrl}".Contains("git-receive-pack", StringComparison.Ordinal);
        var given = context.Request.Headers["Authorization"] is ['B', 'a', 's', 'i', 'c', ' ', .. var basic]
            ? Encoding.UTF8.GetString(Convert.FromBase64String(basic)).Split(':', 2)[^1]
            : null;
        (int Status, string Words)? refused = given switch
        {
            null => (401, "HTTP Basic: Access denied. If a password was provided for Git authentication, the password was incorrect or you're required to use a token instead of a password."),
            not Token => (401, "HTTP Basic: Access denied."),
            _ when project is null || project.Role == 0 => (404, "The project you were looking for could not be found or you don't have permission to view it."),
            _ when push && project.Role < 30 => (403, "You are not allowed to push code to this project."),
            _ when push && project.Archived => (403, "You can't push code to an archived project."),
            _ => null,
        };
        if (refused is not { } no)
            return false;
        await WriteAsync(context, no.Status, no.Status == 401 ? [("WWW-Authenticate", "Basic realm=\"GitLab\"")] : [], no.Words, "text/plain");
        return true;
    }

    private static async Task WriteAsync(HttpListenerContext context, int status, IReadOnlyList<(string Name, string Value)> headers, string body, string type = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        foreach (var (name, value) in headers)
            context.Response.AppendHeader(name, value);
        if (status is not 204)
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    private sealed class Injection(string request, int times, int status, string body, IReadOnlyList<(string Name, string Value)> headers)
    {
        public string Request { get; } = request;

        public int Times { get; set; } = times;

        public int Status { get; } = status;

        public string Body { get; } = body;

        public IReadOnlyList<(string Name, string Value)> Headers { get; } = headers;
    }
}
