namespace RegistryJanitor.GitMirror.Forges;

/// <summary>What a user may do with a project; the numbers are GitLab's access levels. GitHub's and Gitea's push, maintain and admin stand for the last three.</summary>
public enum ForgeRole
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>GitLab: to ask for access.</summary>
    Minimal = 5,

    /// <summary>To look at issues.</summary>
    Guest = 10,

    /// <summary>GitLab: a guest who plans.</summary>
    Planner = 15,

    /// <summary>To read code.</summary>
    Reporter = 20,

    /// <summary>To push to branches that are not protected.</summary>
    Developer = 30,

    /// <summary>To push to protected branches, and to change settings.</summary>
    Maintainer = 40,

    /// <summary>Everything.</summary>
    Owner = 50,
}
