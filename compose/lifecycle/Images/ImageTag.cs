using System.Text;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images.Templates;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>
/// What an image is called: <c>build.tag_format</c> in either of imglife's forms. <c>{{.Version}}-core{{.CoreVersion}}</c> is the tag alone;
/// <c>{registry}/{folder}:{mirror-tag}-{build_name}</c> is the whole reference where it has a <c>/</c> or <c>:</c>, otherwise the tag as well.
/// </summary>
public static class ImageTag
{
    /// <summary>Fills it in.</summary>
    /// <param name="build">What all images share; it has a registry.</param>
    /// <param name="entry">The image.</param>
    /// <param name="variables">Of <see cref="ImageVariables"/>.</param>
    /// <exception cref="ImageException">It becomes no reference.</exception>
    public static ImageReference Of(BuildSection build, ImageEntry entry, TemplateVariables variables)
    {
        var format = build.TagFormat;
        var isTemplate = format.Contains("{{", StringComparison.Ordinal);
        var text = isTemplate ? Template.Fill("build.tag_format", format, variables) : Tokens(build, entry, variables);
        return !isTemplate && text.AsSpan().ContainsAny('/', ':') ? Whole(format, text) : TagAlone(build, entry, format, text);
    }

    private static ImageReference Whole(string format, string text)
    {
        var (image, mistake) = ImageReference.Read(text);
        if (image is { Tag: not null, Digest: null } && text.StartsWith(image.Registry, StringComparison.OrdinalIgnoreCase))
            return image;
        throw new ImageException($"build.tag_format {Printable.Line(format, 200)} becomes '{Printable.Line(text, 200)}', which {mistake ?? "is not a registry, a repository and a tag"}; write one like {{registry}}/{{folder}}:{{mirror-tag}}-{{build_name}}");
    }

    private static ImageReference TagAlone(BuildSection build, ImageEntry entry, string format, string text)
    {
        if (!Tag.TryParse(text, out var tag))
            throw new ImageException($"build.tag_format {Printable.Line(format, 200)} becomes '{Printable.Line(text, 200)}', which is no tag; it has at most 128 letters, digits, '_', '.' and '-', not '.' or '-' first");
        try
        {
            return build.Registry!.Of(entry.Name).WithTag(tag);
        }
        catch (FormatException)
        {
            throw new ImageException($"{build.Registry}/{entry.Name} is no repository of a registry; shorten build.registry or the name");
        }
    }

    private static string Tokens(BuildSection build, ImageEntry entry, TemplateVariables variables)
    {
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["registry"] = $"{build.Registry}",
            ["folder"] = entry.Folder.Trim('/'),
            ["name"] = entry.Name,
            ["build-name"] = entry.Name,
            ["mirror-tag"] = variables.Fields["MirrorTag"],
            ["version"] = variables.Fields["Version"],
            ["core-version"] = variables.Fields["CoreVersion"],
        };
        var (format, filled) = (build.TagFormat, new StringBuilder());
        for (var at = 0; at < format.Length;)
        {
            var end = format[at] is '{' ? format.IndexOf('}', at) : -1;
            if (end < 0)
            {
                filled.Append(format[at++]);
                continue;
            }

            // imglife writes {mirror-tag} and {build_name}.
            var name = format[(at + 1)..end].Replace('_', '-');
            filled.Append(tokens.GetValueOrDefault(name)
                ?? throw new ImageException($"build.tag_format has {{{Printable.Line(format[(at + 1)..end], 60)}}}, which is not known; known are {string.Join(", ", tokens.Keys.Order(StringComparer.Ordinal).Select(token => $"{{{token}}}"))}"));
            at = end + 1;
        }

        return filled.ToString();
    }
}
