using System.Net;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>The REST API of Gitea, or with <see cref="IsForgejo"/> that of Forgejo, whose protections know nothing of force pushes.</summary>
internal sealed class FakeGitea : FakeForge
{
    public override ForgeKind Kind => ForgeKind.Gitea;

    public bool IsForgejo { get; set; }

    /// <summary>The owner is a user, and no organisation.</summary>
    public bool IsUser { get; set; }

    protected override string Root => "/api/v1/";

    protected override FakeAnswer NotFound => FakeAnswer.Message(404, "The target couldn't be found.");

    protected override bool? Knows(HttpListenerRequest request) => request.Headers["Authorization"] switch { null => null, var token => token is $"token {Token}" };

    protected override FakeAnswer Stranger(bool hasToken) => FakeAnswer.Message(401, "token is required");

    protected override FakeAnswer? Answer(FakeRequest request) => request.Parts switch
    {
        ["orgs", var owner, "repos"] when !IsUser && owner.Equals(Group, StringComparison.OrdinalIgnoreCase) => List(request),
        ["users", var owner, "repos"] when IsUser && owner.Equals(Group, StringComparison.OrdinalIgnoreCase) => List(request),
        ["repos", var owner, var name, .. var rest] when Projects.Find(one => one.Path.Equals($"{owner}/{name}", StringComparison.OrdinalIgnoreCase)) is { Role: > 0 } project => InRepository(request, project, rest),
        _ => null,
    };

    private FakeAnswer List(FakeRequest request) => Page(request, [.. Projects.Where(one => one.Role > 0)], Json, "limit", 50, nextPage: false);

    private FakeAnswer? InRepository(FakeRequest request, FakeProject project, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => new FakeAnswer(200, Json(project)),
        ("GET", ["branches", .. var branch]) => Branch(project, string.Join('/', branch)),
        _ when project.Role < 50 => FakeAnswer.Message(403, "user should be an owner or a collaborator with admin write of a repository"),
        ("PATCH", []) => Change(request, project),
        ("DELETE", ["branches", .. var branch]) => Delete(project, string.Join('/', branch)),
        ("GET", ["branch_protections"]) => new FakeAnswer(200, new JsonArray([.. project.Protected.Keys.Select(name => Rule(project, name))])),
        ("PATCH", ["branch_protections", var name]) when project.Protected.ContainsKey(name) => Allow(request, project, name),
        _ => null,
    };

    private FakeAnswer Change(FakeRequest request, FakeProject project)
    {
        if (!project.Forgetful && request.Body?["default_branch"]?.GetValue<string>() is { } branch)
            project.DefaultBranch = branch;
        return new FakeAnswer(200, Json(project));
    }

    private FakeAnswer Allow(FakeRequest request, FakeProject project, string name)
    {
        if (!IsForgejo && !project.Forgetful)
            project.Protect(name, request.Body?["enable_force_push"]?.GetValue<bool>() ?? false);
        return new FakeAnswer(200, Rule(project, name));
    }

    private static FakeAnswer Delete(FakeProject project, string branch)
    {
        project.Git("update-ref", "-d", $"refs/heads/{branch}");
        return new FakeAnswer(204);
    }

    private FakeAnswer Branch(FakeProject project, string branch) => project.Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}") is { Length: > 0 } commit
        ? new FakeAnswer(200, new JsonObject { ["name"] = branch, ["commit"] = new JsonObject { ["id"] = commit } })
        : NotFound;

    private JsonObject Rule(FakeProject project, string name)
    {
        var rule = new JsonObject { ["branch_name"] = name, ["rule_name"] = name, ["enable_push"] = true, ["enable_push_whitelist"] = false };
        if (!IsForgejo)
            rule["enable_force_push"] = project.Protected[name].AllowForcePush;
        return rule;
    }

    private JsonObject Json(FakeProject project) => new()
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["full_name"] = project.Path,
        ["description"] = project.Description ?? "",
        ["empty"] = project.IsEmpty,
        ["mirror"] = project.PullMirror,
        ["archived"] = project.Archived,
        ["clone_url"] = $"{External}/{project.Path}.git",
        ["default_branch"] = project.DefaultBranch,
        ["permissions"] = new JsonObject { ["admin"] = project.Role >= 50, ["push"] = project.Role >= 30, ["pull"] = true },
        ["object_format_name"] = "sha1",
    };
}
