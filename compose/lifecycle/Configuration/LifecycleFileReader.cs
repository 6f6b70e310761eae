using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration.Reading;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>Reads <c>lifecycle.yaml</c>, and <c>imglife.yaml</c> as imglife's users have it.</summary>
public static class LifecycleFileReader
{
    private const int LongestZone = 65_536;
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Reads the file.</summary>
    /// <param name="path">It, absolute.</param>
    /// <param name="environment">What <c>$NAME</c> and <c>${NAME}</c> stand for.</param>
    /// <param name="registry">Where builds go that name no registry, where the file has no <c>build.registry</c>; null: nowhere.</param>
    public static LifecycleReading Read(string path, IReadOnlyDictionary<string, string> environment, RepositoryPrefix? registry = null)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: > MostBytes }
                ? Unread(path, "the file is larger than 4 MiB; nobody writes one of that size by hand, so see whether it is the right one")
                : Parse(path, File.ReadAllText(path), environment, registry);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return Unread(path, unreadable switch
            {
                FileNotFoundException or DirectoryNotFoundException => "there is no such file; name yours in LIFECYCLE_CONFIG, or behind --config",
                _ when Directory.Exists(path) => "this is a directory, as Docker makes one where a file that is to be mounted is missing; remove it (rmdir), put the file there, and start again",
                UnauthorizedAccessException => "this user may not read it; chmod a+r it",
                _ => unreadable.Message,
            });
        }
    }

    /// <summary>Reads a text.</summary>
    internal static LifecycleReading Parse(string path, string text, IReadOnlyDictionary<string, string> environment, RepositoryPrefix? ownRegistry = null)
    {
        var (mistakes, notices) = (new YamlMistakes(path), new YamlMistakes(path));
        var imglife = new ImglifeKeys(notices);
        if (YamlSection.Parse(text, mistakes, new VariableExpansion(environment).Expand) is not { } root)
            return new LifecycleReading(new LifecycleFile { Location = path }, mistakes.All, []);
        var registry = root.Section("registry") is { } ways ? RegistrySectionReader.Read(ways, imglife) : RegistrySection.Default;
        var sync = root.Section("sync") is { } copies ? SyncSectionReader.Read(copies, imglife) : SyncSection.None;
        var (build, images) = BuildSectionReader.Read(root, imglife);
        var file = new LifecycleFile
        {
            Location = path,
            Registry = registry,
            Sync = sync,
            Build = build,
            Images = images,
            Builds = MirrorBuildReader.Read(root, build.Registry ?? ownRegistry),
            Rebuild = root.Section("rebuild") is { } rebuild ? RebuildSectionReader.Read(rebuild) : RebuildSection.Default,
            Retention = root.Section("retention") is { } retention ? RetentionSectionReader.Read(retention, imglife) : RetentionSection.Default,
            EndOfLife = root.Section("lifecycle") is { } lifecycle ? EndOfLifeSectionReader.Read(lifecycle, imglife) : EndOfLifeSection.Default,
            Status = root.Section("status") is { } status ? StatusOf(status) : StatusSection.Default,
            Schedule = root.Section("schedule") is { } schedule ? ScheduleSectionReader.Read(schedule) : ScheduleSection.None,
            Notify = root.Section("notify") is { } notify ? NotifySectionReader.Read(notify, Path.GetDirectoryName(path) ?? "") : NotifySection.None,
        };
        root.RefuseOthers();
        return new LifecycleReading(file, mistakes.All, notices.All);
    }

    private static StatusSection StatusOf(YamlSection section)
    {
        var status = new StatusSection(Fields.Text(section, "client_zone", LongestZone));
        section.RefuseOthers();
        return status;
    }

    private static LifecycleReading Unread(string path, string whyNot) => new(new LifecycleFile { Location = path }, [$"{path}: {whyNot}"], []);
}
