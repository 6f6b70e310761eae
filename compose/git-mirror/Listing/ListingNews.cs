using Microsoft.Extensions.Logging;

namespace RegistryJanitor.GitMirror.Listing;

/// <summary>Tells of a list what was not yet told: a project that is not ready stays so for many passes.</summary>
/// <param name="log">One line for each.</param>
public sealed class ListingNews(ILogger log)
{
    private HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Tells it. What went away is forgotten, and told again when it comes back.</summary>
    public void Tell(MirrorListing listing)
    {
        var telling = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in listing.Unready)
        {
            var key = $"{project.Path} {project.Fault.Code}";
            if (telling.Add(key) && !_told.Contains(key))
                Log.Unready(log, project.Path, project.Fault);
        }

        foreach (var notice in listing.Notices)
        {
            if (telling.Add(notice) && !_told.Contains(notice))
                Log.Notice(log, notice);
        }

        _told = telling;
    }
}
