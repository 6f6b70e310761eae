using System.Text.Json;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>A repository as GitHub describes it; Gitea and Forgejo took over its words.</summary>
internal static class RepositoryJson
{
    /// <summary>Reads one.</summary>
    internal static ForgeProject Read(JsonElement json)
    {
        var path = json.Text("full_name") ?? throw new MirrorException(new MirrorFault.ForgeOdd("describes a repository without its name"));
        return new ForgeProject(path, path, json.Text("default_branch") is { Length: > 0 } branch ? branch : null)
        {
            Description = json.Text("description"),
            ClonedFrom = json.Text("clone_url"),
            Role = Role(json.Member("permissions")),
            Empty = json.Flag("empty"),
        };
    }

    private static ForgeRole? Role(JsonElement? permissions) => permissions switch
    {
        null => null,
        { } admin when admin.Flag("admin") => ForgeRole.Owner,
        { } maintain when maintain.Flag("maintain") => ForgeRole.Maintainer,
        { } push when push.Flag("push") => ForgeRole.Developer,
        { } pull when pull.Flag("pull") => ForgeRole.Reporter,
        _ => ForgeRole.None,
    };
}
