using System.Net;
using System.Text.Json.Nodes;
using RegistryJanitor.GitMirror.Forges;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>GitLab's REST API as far as a mirror needs it, with its answers to what goes wrong.</summary>
internal sealed class FakeGitLab : FakeForge
{
    private const int UserId = 7;
    private const int GroupId = 3;

    public override ForgeKind Kind => ForgeKind.GitLab;

    /// <summary>The group was called so, and still answers there with 301.</summary>
    public string? FormerGroup { get; set; }

    public string? TokenExpiresAt { get; set; }

    public IReadOnlyList<string> Scopes { get; set; } = ["api"];

    protected override string Root => "/api/v4/";

    protected override FakeAnswer NotFound => FakeAnswer.Message(404, "404 Not Found");

    protected override bool? Knows(HttpListenerRequest request) => request.Headers["PRIVATE-TOKEN"] switch { null => null, var token => token is Token };

    protected override FakeAnswer Stranger(bool hasToken) => hasToken ? FakeAnswer.Message(401, "401 Unauthorized") : FakeAnswer.Message(404, "404 Group Not Found");

    protected override FakeAnswer? Answer(FakeRequest request) => request.Parts switch
    {
        ["version"] => new FakeAnswer(200, new JsonObject { ["version"] = "18.3.0" }),
        ["user"] => new FakeAnswer(200, new JsonObject { ["id"] = UserId, ["username"] = "gitbot" }),
        ["personal_access_tokens", "self"] => new FakeAnswer(200, new JsonObject
        {
            ["id"] = 1,
            ["user_id"] = UserId,
            ["active"] = true,
            ["revoked"] = false,
            ["scopes"] = new JsonArray([.. Scopes.Select(scope => JsonValue.Create(scope))]),
            ["expires_at"] = TokenExpiresAt,
        }),
        ["groups", var name, ..] when FormerGroup is not null && name.Equals(FormerGroup, StringComparison.OrdinalIgnoreCase) =>
            new FakeAnswer(301) { Headers = [("Location", $"{External}/api/v4/groups/{GroupId}")] },
        ["groups", var name, .. var rest] when name.Equals(Group, StringComparison.OrdinalIgnoreCase) || name is "3" => InGroup(request, rest),
        ["groups", ..] => FakeAnswer.Message(404, "404 Group Not Found"),
        ["projects", var id, .. var rest] when Projects.Find(one => id.Equals($"{one.Id}", StringComparison.Ordinal) || id.Equals(one.Path, StringComparison.OrdinalIgnoreCase)) is { Role: > 0 } project => InProject(request, project, rest),
        ["projects", ..] => FakeAnswer.Message(404, "404 Project Not Found"),
        _ => null,
    };

    private FakeAnswer? InGroup(FakeRequest request, string[] rest)
    {
        if (rest is ["subgroups"])
            return Page<FakeProject>(request, [], Json, "per_page", 100, nextPage: true);
        if (rest is [])
            return new FakeAnswer(200, new JsonObject { ["id"] = GroupId, ["name"] = Group, ["path"] = Group.Split('/')[^1], ["full_path"] = Group, ["web_url"] = $"{External}/groups/{Group}", ["new_in_19"] = new JsonObject() });
        if (rest is not ["projects"])
            return null;
        var deep = request.Flag("include_subgroups") ?? false;
        var found = Projects
            .Where(one => one.Role > 0)
            .Where(one => one.Shared ? request.Flag("with_shared") ?? true : deep || one.Path.LastIndexOf('/') == Group.Length)
            .Where(one => request.Flag("archived") is not { } archived || one.Archived == archived);
        found = request.Query.GetValueOrDefault("sort") is "asc" ? found.OrderBy(one => one.Id) : found.OrderByDescending(one => one.Id);
        return Page(request, [.. found], Json, "per_page", 100, nextPage: true);
    }

    private FakeAnswer? InProject(FakeRequest request, FakeProject project, string[] rest) => (request.Method, rest) switch
    {
        ("GET", []) => new FakeAnswer(200, Json(project)),
        ("GET", ["members", "all", var user]) => user is "7" ? new FakeAnswer(200, new JsonObject { ["id"] = UserId, ["access_level"] = project.Role }) : FakeAnswer.Message(404, "404 Not found"),
        ("GET", ["repository", "branches", var branch]) => Branch(project, branch),
        ("GET", ["pipeline_schedules"]) => Page(request, [.. project.Schedules.Where(one => one.Active || request.Query.GetValueOrDefault("scope") is not "active")], Json, "per_page", 100, nextPage: true),
        (_, ["pipeline"]) when request.Method is "POST" => string.IsNullOrEmpty(project.CiPath)
            ? new FakeAnswer(400, new JsonObject { ["message"] = new JsonObject { ["base"] = new JsonArray("Missing CI config file") } })
            : new FakeAnswer(201, new JsonObject { ["id"] = 1, ["status"] = "created" }),
        _ when project.Role < 40 => FakeAnswer.Message(403, "403 Forbidden"),
        ("PUT", []) => Change(request, project),
        ("GET", ["protected_branches"]) => Page(request, [.. project.Protected.Keys], name => Rule(project, name), "per_page", 100, nextPage: true),
        ("POST", ["protected_branches"]) => Protect(request, project),
        (_, ["protected_branches", var name]) when !project.Protected.ContainsKey(name) => FakeAnswer.Message(404, "404 Not found"),
        ("GET", ["protected_branches", var name]) => new FakeAnswer(200, Rule(project, name)),
        ("PATCH", ["protected_branches", var name]) => Allow(request, project, name),
        ("DELETE", ["protected_branches", var name]) => Done(() => project.Unprotect(name)),
        ("DELETE", ["repository", "branches", var branch]) => branch.Equals(project.DefaultBranch, StringComparison.Ordinal)
            ? FakeAnswer.Message(400, "The default branch of a project cannot be deleted.")
            : Done(() => project.Git("update-ref", "-d", $"refs/heads/{branch}")),
        ("PUT", ["pipeline_schedules", var id]) => Reschedule(request, project, id),
        _ => null,
    };

    private static FakeAnswer Done(Action act)
    {
        act();
        return new FakeAnswer(204);
    }

    private FakeAnswer Change(FakeRequest request, FakeProject project)
    {
        if (request.Body is not { } body || !body.Any(one => one.Key is "default_branch" or "ci_config_path" or "auto_devops_enabled" or "description"))
            return new FakeAnswer(400, new JsonObject { ["error"] = "allow_merge_on_skipped_pipeline, analytics_access_level, auto_devops_enabled are missing, at least one parameter must be provided" });
        if (!project.Forgetful)
        {
            if (body["default_branch"]?.GetValue<string>() is { } branch)
            {
                if (project.Git("for-each-ref", $"refs/heads/{branch}").Length == 0)
                    return new FakeAnswer(400, new JsonObject { ["message"] = new JsonObject { ["base"] = new JsonArray($"Could not change HEAD: branch '{branch}' does not exist") } });
                project.DefaultBranch = branch;
            }

            project.CiPath = body["ci_config_path"]?.GetValue<string>() ?? project.CiPath;
            project.AutoDevOps = body["auto_devops_enabled"]?.GetValue<bool>() ?? project.AutoDevOps;
            project.Description = body["description"]?.GetValue<string>() ?? project.Description;
        }

        return new FakeAnswer(200, Json(project));
    }

    private static FakeAnswer Protect(FakeRequest request, FakeProject project)
    {
        var name = request.Body!["name"]!.GetValue<string>();
        if (project.Protected.ContainsKey(name))
            return FakeAnswer.Message(409, $"Protected branch '{name}' already exists");
        project.Protect(name, request.Body["allow_force_push"]?.GetValue<bool>() ?? false);
        return new FakeAnswer(201, Rule(project, name));
    }

    private static FakeAnswer Allow(FakeRequest request, FakeProject project, string name)
    {
        var wanted = request.Body?["allow_force_push"]?.GetValue<bool>() ?? request.Flag("allow_force_push");
        if (wanted is { } allow && !project.Forgetful)
            project.Protect(name, allow, project.Protected[name].Level);
        return new FakeAnswer(200, Rule(project, name));
    }

    private static FakeAnswer Reschedule(FakeRequest request, FakeProject project, string id)
    {
        var index = project.Schedules.FindIndex(one => id.Equals($"{one.Id}", StringComparison.Ordinal));
        if (index < 0)
            return FakeAnswer.Message(404, "404 Pipeline Schedule Not Found");
        if (!project.Forgetful)
            project.Schedules[index] = project.Schedules[index] with { Ref = request.Body?["ref"]?.GetValue<string>() ?? project.Schedules[index].Ref };
        return new FakeAnswer(200, Json(project.Schedules[index]));
    }

    private static FakeAnswer Branch(FakeProject project, string branch) => project.Git("for-each-ref", "--format=%(objectname)", $"refs/heads/{branch}") is { Length: > 0 } commit
        ? new FakeAnswer(200, new JsonObject { ["name"] = branch, ["commit"] = new JsonObject { ["id"] = commit }, ["protected"] = project.Protected.ContainsKey(branch) })
        : FakeAnswer.Message(404, "404 Branch Not Found");

    private static JsonObject Json(FakeSchedule schedule) => new()
    {
        ["id"] = schedule.Id,
        ["description"] = "Weekly upstream rebuild",
        ["ref"] = schedule.Ref,
        ["cron"] = "0 4 * * 0",
        ["cron_timezone"] = "UTC",
        ["next_run_at"] = "2017-05-19T13:31:08.849Z",
        ["active"] = schedule.Active,
    };

    private static JsonObject Rule(FakeProject project, string name) => new()
    {
        ["id"] = 1,
        ["name"] = name,
        ["push_access_levels"] = new JsonArray(new JsonObject { ["access_level"] = project.Protected[name].Level, ["user_id"] = null, ["group_id"] = null, ["deploy_key_id"] = null }),
        ["merge_access_levels"] = new JsonArray(new JsonObject { ["access_level"] = 40 }),
        ["allow_force_push"] = project.Protected[name].AllowForcePush,
        ["code_owner_approval_required"] = false,
    };

    private JsonObject Json(FakeProject project)
    {
        var json = new JsonObject
        {
            ["id"] = project.Id,
            ["description"] = project.Description,
            ["name"] = project.Name,
            ["name_with_namespace"] = project.Path.Replace("/", " / ", StringComparison.Ordinal),
            ["path"] = project.Name,
            ["path_with_namespace"] = project.Path,
            ["created_at"] = "2017-05-19T13:31:08.849Z",
            ["topics"] = new JsonArray(),
            ["ssh_url_to_repo"] = $"git@h:{project.Path}.git",
            ["http_url_to_repo"] = $"{External}/{project.Path}.git",
            ["web_url"] = $"{External}/{project.Path}",
            ["namespace"] = new JsonObject { ["id"] = GroupId, ["name"] = Group, ["path"] = Group, ["kind"] = "group", ["full_path"] = Group, ["parent_id"] = null },
            ["empty_repo"] = project.IsEmpty,
            ["archived"] = project.Archived,
            ["marked_for_deletion_on"] = project.MarkedForDeletionOn,
            ["visibility"] = "private",
            ["lfs_enabled"] = true,
            ["import_status"] = "none",
            ["builds_access_level"] = "enabled",
            ["ci_config_path"] = project.CiPath,
            ["auto_devops_enabled"] = project.AutoDevOps,
            ["permissions"] = new JsonObject
            {
                ["project_access"] = null,
                ["group_access"] = project.RoleIsInherited ? null : new JsonObject { ["access_level"] = project.Role, ["notification_level"] = 3 },
            },
            ["a_field_of_a_later_version"] = new JsonArray(1, 2, 3),
        };
        // Who may not read code is not told of the default branch.
        if (project.Role >= 20)
            json["default_branch"] = project.DefaultBranch;
        return json;
    }
}
