using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>build</c>, and the images, which stand in it or beside it.</summary>
internal static class BuildSectionReader
{
    private const int MostImages = 1000;
    private const int LongestFormat = 512;

    internal static (BuildSection Build, IReadOnlyList<ImageEntry> Images) Read(YamlSection root, ImglifeKeys imglife)
    {
        var section = root.Section("build");
        if (root.Has("images") && section?.Has("images") is true)
            root.Refuse("images", "images stand beside build and in it; keep one of both lists");
        var platforms = section is null ? [] : Fields.Platforms(section);
        var build = section is null ? BuildSection.Default : new BuildSection
        {
            CoreVersion = section.One("core_version", Fields.TagText),
            Registry = section.One("registry", RepositoryPrefix.Read),
            Platforms = platforms.Count > 0 ? platforms : BuildSection.Default.Platforms,
            TagFormat = Fields.Text(section, "tag_format", LongestFormat) ?? BuildSection.DefaultTagFormat,
        };
        var holder = root.Has("images") || section is null ? root : section;
        var images = Images(holder, build.Platforms, imglife);
        if (holder.Has("images") && images.Count > 0)
        {
            if (section?.Has("registry") is not true)
                (section ?? root).Refuse("images are to be built, and build.registry does not say where they go; write it, such as registry:5000/bases");
            if (section?.Has("core_version") is not true)
                (section ?? root).Refuse("images are to be built, and build.core_version does not say the version of your templates; write it, such as \"1.0.0\"");
        }

        if (section is not null)
        {
            imglife.Ignore(section, "hooks", ImglifeKeys.OnHooks, "hooks");
            imglife.Ignore(section, "builder", ImglifeKeys.OnBuilders, "builder", "sbom");
            section.RefuseOthers();
        }

        return (build, images);
    }

    private static List<ImageEntry> Images(YamlSection holder, IReadOnlyList<ImagePlatform> platforms, ImglifeKeys imglife)
    {
        var sections = holder.Sections("images");
        if (sections.Count > MostImages)
            holder.Refuse("images", $"{Fields.Of(holder, "images")} has more than {MostImages}; split the file");
        var images = new List<ImageEntry>();
        foreach (var section in sections.Take(MostImages))
        {
            if (ImageEntryReader.Read(section, platforms, imglife) is not { } image)
                continue;
            if (images.Exists(other => other.Name.Equals(image.Name, StringComparison.Ordinal)
                && string.Equals(other.Version, image.Version, StringComparison.Ordinal) && other.MirrorTag == image.MirrorTag))
            {
                section.Refuse("name", $"{section.Name}.name is '{image.Name}', which an earlier image has with the same version; give one of them another");
            }

            images.Add(image);
        }

        return images;
    }
}
