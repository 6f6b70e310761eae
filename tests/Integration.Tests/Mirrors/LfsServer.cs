using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.Integration.Tests.Mirrors;

/// <summary>The batch API of git LFS with basic transfers (git-lfs, docs/api/batch.md), for every repository of a <see cref="GitServer"/> alike.</summary>
internal sealed class LfsServer
{
    private const string Kind = "application/vnd.git-lfs+json";

    private readonly GitServer _server;

    public LfsServer(GitServer server)
    {
        _server = server;
        server.InGitsPlace = AnswerAsync;
    }

    /// <summary>Contents by their SHA-256.</summary>
    public ConcurrentDictionary<string, string> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Keeps a content; gives the pointer file that stands for it in git.</summary>
    public string Add(string content)
    {
        var oid = Oid(content);
        Objects[oid] = content;
        return $"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {Encoding.UTF8.GetByteCount(content)}\n";
    }

    public static string Oid(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private async Task<bool> AnswerAsync(HttpListenerContext context)
    {
        var path = context.Request.Url!.AbsolutePath;
        if (path.EndsWith("/info/lfs/objects/batch", StringComparison.Ordinal))
            await BatchAsync(context);
        else if (path.StartsWith("/objects/", StringComparison.Ordinal))
            await ObjectAsync(context, path["/objects/".Length..]);
        else
            return false;
        return true;
    }

    private async Task BatchAsync(HttpListenerContext context)
    {
        using var reader = new StreamReader(context.Request.InputStream);
        var request = JsonNode.Parse(await reader.ReadToEndAsync())!;
        var operation = (string)request["operation"]!;
        var answers = new JsonArray();
        foreach (var wanted in request["objects"]!.AsArray())
        {
            var (oid, size) = ((string)wanted!["oid"]!, (long)wanted["size"]!);
            var answer = new JsonObject { ["oid"] = oid, ["size"] = size };
            var has = Objects.ContainsKey(oid);
            if (operation is "download" && !has)
                answer["error"] = new JsonObject { ["code"] = 404, ["message"] = "Object does not exist" };
            else if (operation is "download" || !has)
                answer["actions"] = new JsonObject { [operation] = Action(oid, context.Request.Headers["Authorization"]) };
            answers.Add(answer);
        }

        await WriteAsync(context.Response, new JsonObject { ["transfer"] = "basic", ["objects"] = answers }.ToJsonString());
    }

    // Real servers send what the transfer has to show, too.
    private JsonObject Action(string oid, string? authorization) => new()
    {
        ["href"] = _server.Url($"objects/{oid}"),
        ["header"] = authorization is null ? [] : new JsonObject { ["Authorization"] = authorization },
    };

    private async Task ObjectAsync(HttpListenerContext context, string oid)
    {
        if (context.Request.HttpMethod is "PUT")
        {
            using var reader = new StreamReader(context.Request.InputStream);
            Objects[oid] = await reader.ReadToEndAsync();
        }
        else
        {
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Objects[oid]));
        }
    }

    private static async Task WriteAsync(HttpListenerResponse response, string json)
    {
        response.ContentType = Kind;
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(json));
    }
}
