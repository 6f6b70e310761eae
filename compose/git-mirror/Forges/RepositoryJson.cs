using System.Text.Json;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>A repository as GitHub describes it; Gitea and Forgejo took over its words.</summary>
internal static class RepositoryJson
{
    /// <summary>Reads one.</summary>
    internal static ForgeProject Read(JsonElement json)
    {
        if (json.Text("full_name") is not { } path)
            return new ForgeProject("", Forge.Nameless, null) { Oddity = "has no name" };
        return new ForgeProject(path, path, json.Text("default_branch") is { Length: > 0 } branch ? branch : null)
        {
            Description = json.Text("description"),
            Oddity = json.DescriptionOddity(),
            ClonedFrom = json.Text("clone_url"),
            ClonedBySsh = json.Text("ssh_url"),
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
