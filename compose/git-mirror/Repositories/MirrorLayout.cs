using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>
/// The only place that knows where things are:
/// <code>
/// MIRROR_DATA_DIR/
///   push/NAME.git/                a bare repository without refs, from which a mirror is pushed with its own objects
///   home/                         the empty home directory of every git
///   listing.json                  the last good list of a forge (Listing/ListingRecord.cs)
///   mirrors/
///     NAME.git/                   the bare repository; for readers: refs/heads/*, refs/tags/*, HEAD
///       refs/incoming/*           what the upstream last sent, not yet judged
///       refs/kept/WHEN/*          tips that were deleted or rewritten, for days
///       git-mirror-large-files    there while every large file of every ref is here, too
///       git-mirror-maintained     its modification time: when it was last checked and repacked
///       git-mirror-corrupt        what was found missing
///     NAME.state.json             what is true of it (State/MirrorState.cs)
///     NAME.lock                   held while a git-mirror works on it
/// </code>
/// </summary>
/// <param name="DataDirectory">Absolute.</param>
public sealed record MirrorLayout(string DataDirectory)
{
    /// <summary>The home directory of every git.</summary>
    public string Home => Path.Join(DataDirectory, "home");

    /// <summary>The last good list of a forge.</summary>
    public string Listing => Path.Join(DataDirectory, "listing.json");

    /// <summary>Where the mirrors are.</summary>
    public string Mirrors => Path.Join(DataDirectory, "mirrors");

    /// <summary>The bare repository.</summary>
    public string Repository(MirrorName name) => Path.Join(Mirrors, $"{name}.git");

    /// <summary>There while every large file of every ref is here, too.</summary>
    public string LargeFilesStamp(MirrorName name) => Path.Join(Repository(name), "git-mirror-large-files");

    /// <summary>Its modification time says when the repository was last checked and repacked.</summary>
    public string MaintenanceStamp(MirrorName name) => Path.Join(Repository(name), "git-mirror-maintained");

    /// <summary>A repository without refs, from which it is pushed.</summary>
    public string PushRepository(MirrorName name) => Path.Join(DataDirectory, "push", $"{name}.git");

    /// <summary>What is true of it.</summary>
    public string State(MirrorName name) => Path.Join(Mirrors, $"{name}.state.json");

    /// <summary>Held while a git-mirror works on it.</summary>
    public string Lock(MirrorName name) => Path.Join(Mirrors, $"{name}.lock");
}
