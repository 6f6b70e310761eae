using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads one image of the list <c>images</c>.</summary>
internal static class ImageEntryReader
{
    private const int LongestName = 128;

    internal static ImageEntry? Read(YamlSection section, IReadOnlyList<ImagePlatform> defaults, ImglifeKeys imglife)
    {
        var name = Fields.Needed(section, "name", "write the last part of its repository, such as alpine", Name);
        var folder = Fields.Needed(section, "folder", "write where its template is, such as images/alpine", Fields.RelativePath);
        if (!section.Has("type"))
            section.Refuse($"{section.Name} has no type; write core, spe or spe-dev");
        var type = (ImageType)Fields.Choice(section, "type", "core", "spe", "spe-dev");
        var mirror = Fields.Needed(section, "mirror_image", "write what it is built from, such as registry:5000/mirrors/alpine", Fields.Repository);
        var tag = section.One("mirror_tag", Fields.TagText);
        var platforms = Fields.Platforms(section);
        var image = name is null || folder is null || mirror is null ? null : new ImageEntry(name, folder, type, mirror)
        {
            MirrorTag = tag is null ? null : Tag.Parse(tag),
            Platforms = platforms.Count > 0 ? platforms : defaults,
        };
        var version = section.One("version", Fields.TagText);
        var template = section.One("tmpl", Fields.RelativePath) ?? ImageEntry.DefaultTemplate;
        var arguments = BuildArguments.Read(section);
        var cycle = section.Section("lifecycle") is { } lifecycle ? CycleRuleReader.Read(lifecycle) : null;
        var followsBases = section.Switch("rebuild") ?? true;
        imglife.Ignore(section, "hooks", ImglifeKeys.OnHooks, "hooks");
        imglife.Ignore(section, "builder", ImglifeKeys.OnBuilders, "sbom");
        section.RefuseOthers();
        return image is null ? null : image with { Version = version, Template = template, Arguments = arguments, Cycle = cycle, FollowsBases = followsBases };
    }

    private static (string? Name, string? Mistake) Name(string text) =>
        text.Length <= LongestName && !text.Contains('/', StringComparison.Ordinal) && RepositoryName.TryParse(text, out _)
            ? (text, null)
            : (null, "is no name of an image; write at most 128 lower-case letters and digits, with single '.', '_', '-' between them");
}
