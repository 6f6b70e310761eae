using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Scheduling;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the list <c>builds</c>. What build-runner would refuse in a request is refused here, where it was written.</summary>
internal static class MirrorBuildReader
{
    private const int Most = 1000;
    private const int MostTags = 64;
    private const int LongestName = 60;
    private const int LongestMirror = 100;
    private const int LongestTarget = 128;

    /// <summary>Reads them.</summary>
    /// <param name="root">The file.</param>
    /// <param name="below">Where images go that name no registry; null: nowhere.</param>
    internal static IReadOnlyList<MirrorBuild> Read(YamlSection root, RepositoryPrefix? below)
    {
        var sections = root.Sections("builds");
        if (sections.Count > Most)
            root.Refuse("builds", $"builds has more than {Most}; split the file");
        var builds = new List<MirrorBuild>();
        foreach (var section in sections.Take(Most))
        {
            if (One(section, below) is not { } build)
                continue;
            if (builds.Exists(other => other.Name.Equals(build.Name, StringComparison.Ordinal)))
                section.Refuse("name", $"{section.Name}.name is '{build.Name}', as an earlier one is; give one of them another");
            builds.Add(build);
        }

        return builds;
    }

    private static MirrorBuild? One(YamlSection section, RepositoryPrefix? below)
    {
        var name = Fields.Needed(section, "name", "write how its requests are to be called, such as app", Name);
        var mirror = Fields.Needed(section, "mirror", "write the name of a mirror of mirrors.yaml", Mirror);
        var image = Fields.Needed(section, "image", "write where it is pushed, such as registry:5000/mirrors/app", text => Image(text, below));
        var version = (ReleaseVersioning)Fields.Choice(section, "version", "none", "conventional", "seed");
        var tags = section.List("tags", text => TagTemplate.Read(text, version is not ReleaseVersioning.None));
        if (tags.Count > MostTags)
            section.Refuse("tags", $"{section.Name}.tags has more than {MostTags}; write fewer");
        if (tags.Distinct(StringComparer.Ordinal).Count() != tags.Count)
            section.Refuse("tags", $"{section.Name}.tags has one twice; keep one");
        var dockerfile = section.One("dockerfile", Place);
        var path = section.One("path", Place);
        var platform = section.One("platform", ImagePlatform.Read);
        var target = section.One("target", Target);
        var arguments = BuildArguments.Read(section);
        var schedule = section.One("schedule", CronExpression.Read);
        var followsBases = section.Switch("rebuild") ?? true;
        section.RefuseOthers();
        return name is null || mirror is null || image is null ? null : new MirrorBuild(name, mirror, image)
        {
            Tags = tags.Count > 0 ? tags : MirrorBuild.DefaultTags,
            Dockerfile = dockerfile ?? MirrorBuild.DefaultDockerfile,
            Path = path ?? "",
            Version = version,
            Platform = platform,
            Target = target,
            Arguments = arguments,
            Schedule = schedule,
            FollowsBases = followsBases,
        };
    }

    private static (string? Name, string? Mistake) Name(string text) =>
        text.Length <= LongestName && IsWord(text) && !text.Any(char.IsAsciiLetterUpper)
            ? (text, null)
            : (null, "is no name of a build; write at most 60 lower-case letters, digits, '.', '_' and '-', a letter or digit first");

    private static (string? Mirror, string? Mistake) Mirror(string text) =>
        text.Length <= LongestMirror && IsWord(text)
            ? (text, null)
            : (null, "is no name of a mirror; write it as mirrors.yaml has it: letters, digits, '.', '_' and '-', a letter or digit first");

    private static (string? Target, string? Mistake) Target(string text) =>
        text.Length <= LongestTarget && IsWord(text) ? (text, null) : (null, "is no stage of a Dockerfile; write letters, digits, '_', '.' and '-', a letter or digit first");

    private static bool IsWord(string text) => char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    private static (ImageReference? Image, string? Mistake) Image(string text, RepositoryPrefix? below)
    {
        if (Fields.NamesRegistry(text))
            return Fields.Destination(text);
        return below is null
            ? (null, "names no registry, and nothing says which is meant; write host and port first, such as registry:5000/mirrors/app, or build.registry for all")
            : Fields.Destination($"{below}/{text}");
    }

    /// <summary>A path in the commit.</summary>
    private static (string? Path, string? Mistake) Place(string text) => text switch
    {
        ['-', ..] => (null, "begins like a flag; write it with its directory, or rename it"),
        ['/', ..] => (null, "is an absolute path; write one that begins in the upstream's repository"),
        _ when text.Split('/').Contains(".", StringComparer.Ordinal) => (null, "has a part '.'; leave it out"),
        _ => Fields.RelativePath(text),
    };
}
