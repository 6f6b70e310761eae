using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Forges;
using RegistryJanitor.GitMirror.Repositories;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>Makes mirrors of projects: each for itself, so that none can hide another.</summary>
public static class ProjectMirrors
{
    /// <summary>Reads them, in the order of the forge.</summary>
    public static MirrorListing Read(IReadOnlyList<ForgeProject> projects, ForgeSettings settings, UrlRules rules)
    {
        var (mirrors, unready, notices) = (new List<Mirror>(), new List<UnreadyProject>(), new List<string>());
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var project in projects)
        {
            if (project.Oddity is { } how)
            {
                unready.Add(new UnreadyProject(project.Path, new MirrorFault.ProjectOdd(how)));
                continue;
            }

            var (description, fault) = ProjectDescription.Read(project.Description, rules, settings.Kind.Description());
            var mirror = description is null ? null : Make(project, description, settings, out fault);
            // Only what is a mirror takes a name: an unready project must not stand in the way of a ready one.
            if (mirror is not null && !names.TryAdd(mirror.Name.Value, project.Path))
                fault = new MirrorFault.NameTaken(mirror.Name.Value, names[mirror.Name.Value]);
            if (mirror is null || fault is not null)
            {
                unready.Add(new UnreadyProject(project.Path, fault!));
                continue;
            }

            mirrors.Add(mirror);
            if (description!.Fragment is { } fragment)
            {
                notices.Add($"{project.Path}: '#{Shown(fragment)}' in the project's description is left away, and the whole repository is mirrored; "
                    + $"for one branch alone write 'origin: ...' and 'refspec: [refs/heads/...]' into {settings.Kind.Description()}");
            }
        }

        return new MirrorListing(mirrors, unready) { Notices = notices };
    }

    private static Mirror? Make(ForgeProject project, ProjectDescription description, ForgeSettings settings, out MirrorFault? fault)
    {
        var wanted = project.Below.Replace("/", "--", StringComparison.Ordinal);
        var (name, mistake) = MirrorName.Read(wanted);
        (var destination, fault) = DestinationOf(project, settings);
        if (name is null)
            fault = new MirrorFault.NameRefused(wanted, mistake!);
        else if (destination is not null && IsItself(project, destination.Url, description.Upstream))
            fault = new MirrorFault.UpstreamRefused("is the project itself; name where it comes from", settings.Kind.Description());
        return fault is null
            ? new Mirror(name!, description.Upstream, description.Refs) { Skip = description.Skip, LargeFiles = description.LargeFiles, Destination = destination }
            : null;
    }

    /// <summary>
    /// The path that the forge gives, at the place where we speak with it: GitLab names itself by its external_url, which need not be how it is reached from here.
    /// On GitHub API and repositories have two hosts, so there the host has to be one of these.
    /// </summary>
    private static (Destination? Destination, MirrorFault? Fault) DestinationOf(ForgeProject project, ForgeSettings settings)
    {
        var origin = settings.Origin;
        if (!Uri.TryCreate(project.ClonedFrom, UriKind.Absolute, out var cloned) || cloned.Scheme is not ("http" or "https"))
            return (null, new MirrorFault.DestinationElsewhere("no http address"));
        if (settings.Kind is ForgeKind.GitHub && !cloned.Host.Equals(origin.Host, StringComparison.OrdinalIgnoreCase) && !cloned.Host.Equals(settings.Url.Host, StringComparison.OrdinalIgnoreCase))
            return (null, new MirrorFault.DestinationElsewhere(cloned.Host));
        var (url, _) = GitUrl.Read(new Uri(origin, cloned.AbsolutePath).AbsoluteUri, new UrlRules(AllowHttp: true, AllowPrivate: true));
        return url is null ? (null, new MirrorFault.DestinationElsewhere("an address without a path")) : (new Destination(url) { Project = project }, null);
    }

    /// <summary>The forge may know itself, and be known, by several names, schemes and ports.</summary>
    private static bool IsItself(ForgeProject project, GitUrl destination, GitUrl upstream)
    {
        var any = new UrlRules(AllowHttp: true, AllowPrivate: true) { AllowSsh = true };
        var names = new[] { project.ClonedFrom, project.ClonedBySsh }.Where(text => text is { Length: > 0 }).Select(text => GitUrl.Read(text!, any).Url).OfType<GitUrl>();
        return names.Prepend(destination).Any(one => one.Host.Equals(upstream.Host, StringComparison.OrdinalIgnoreCase) && one.Path.Equals(upstream.Path, StringComparison.OrdinalIgnoreCase));
    }

    private static string Shown(string text) => string.Concat(text.Take(60).Select(letter => char.IsControl(letter) ? '?' : letter));
}
