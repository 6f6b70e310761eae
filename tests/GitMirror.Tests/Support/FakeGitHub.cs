using System.Net;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>GitHub's REST API, as a GitHub Enterprise has it below one address with the repositories.</summary>
internal sealed class FakeGitHub : FakeForge
{
    public override ForgeKind Kind => ForgeKind.GitHub;

    /// <summary>The owner is a user, and no organisation.</summary>
    public bool IsUser { get; set; }

    /// <summary>The token's user.</summary>
    public string Login { get; set; } = "gitbot";

    protected override string Root => "/";

    protected override FakeAnswer NotFound => FakeAnswer.Message(404, "Not Found");

    protected override bool? Knows(HttpListenerRequest request) => request.Headers["Authorization"] switch { null => null, var token => token is $"Bearer {Token}" };

    protected override FakeAnswer Stranger(bool hasToken) => FakeAnswer.Message(401, "Bad credentials");

    protected override FakeAnswer? Answer(FakeRequest request) => request.Parts switch
    {
        ["user"] => new FakeAnswer(200, new JsonObject { ["login"] = Login }),
        ["user", "repos"] when IsUser && Login.Equals(Group, StringComparison.OrdinalIgnoreCase) => List(request),
        ["orgs", var owner, "repos"] when !IsUser && owner.Equals(Group, StringComparison.OrdinalIgnoreCase) => List(request),
        ["users", var owner, "repos"] when IsUser && owner.Equals(Group, StringComparison.OrdinalIgnoreCase) => List(request),
        ["repos", var owner, var name, .. var rest] when Projects.Find(one => one.Path.Equals($"{owner}/{name}", StringComparison.OrdinalIgnoreCase)) is { Role: > 0 } project => InRepository(request, project, rest),
        _ => null,
    };

    private FakeAnswer List(FakeRequest request) => Page(request, [.. Projects.Where(one => one.Role > 0)], Json, "per_page", 100, nextPage: false);

    private FakeAnswer? InRepository(FakeRequest request, FakeProject project, string[] rest)
    {
        switch (request.Method, rest)
        {
            case ("GET", []):
                return new FakeAnswer(200, Json(project));
            case ("PATCH", []):
                if (!project.Forgetful && request.Body?["default_branch"]?.GetValue<string>() is { } branch)
                    project.DefaultBranch = branch;
                return new FakeAnswer(200, Json(project));
            case ("GET", ["git", "ref", "heads", .. var of]):
                return project.Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{string.Join('/', of)}") is { Length: > 0 } commit
                    ? new FakeAnswer(200, new JsonObject { ["ref"] = $"refs/heads/{string.Join('/', of)}", ["object"] = new JsonObject { ["sha"] = commit, ["type"] = "commit" } })
                    : null;
            case ("DELETE", ["git", "refs", "heads", .. var of]):
                project.Git("update-ref", "-d", $"refs/heads/{string.Join('/', of)}");
                return new FakeAnswer(204);
            case ("GET", ["branches", .. var of, "protection"]):
                return project.Protected.TryGetValue(string.Join('/', of), out var rule)
                    ? new FakeAnswer(200, new JsonObject { ["allow_force_pushes"] = new JsonObject { ["enabled"] = rule.AllowForcePush } })
                    : FakeAnswer.Message(404, "Branch not protected");
            case ("GET", ["rules", "branches", .. var of]):
                return new FakeAnswer(200, project.Rulesets.Contains(string.Join('/', of), StringComparer.Ordinal) ? new JsonArray(new JsonObject { ["type"] = "non_fast_forward" }) : new JsonArray());
            default:
                return null;
        }
    }

    private JsonObject Json(FakeProject project) => new()
    {
        ["id"] = project.Id,
        ["name"] = project.Name,
        ["full_name"] = project.Path,
        ["description"] = project.Description,
        ["archived"] = project.Archived,
        ["clone_url"] = $"{External}/{project.Path}.git",
        ["default_branch"] = project.DefaultBranch,
        ["permissions"] = new JsonObject { ["admin"] = project.Role >= 50, ["maintain"] = project.Role >= 40, ["push"] = project.Role >= 30, ["triage"] = true, ["pull"] = true },
    };
}
