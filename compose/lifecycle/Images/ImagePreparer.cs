using System.Text;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Images.Templates;

namespace RegistryJanitor.Lifecycle.Images;

/// <summary>
/// Prepares an image: 1. what it is built from; 2. what is in its folder; 3. its Dockerfile, filled in; 4. what it is called. Nothing is written.
/// </summary>
/// <param name="file">What is wanted.</param>
/// <param name="bases">Who knows what images are built from.</param>
public sealed class ImagePreparer(LifecycleFile file, BaseImages bases)
{
    private const int LongestTemplate = 1024 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Prepares it.</summary>
    /// <exception cref="ImageException">It cannot be built as it is asked for.</exception>
    /// <exception cref="IOException">Its folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public async Task<PreparedImage> PrepareAsync(ImageEntry entry, CancellationToken cancel)
    {
        var from = await bases.OfAsync(entry, cancel);
        var files = ContextFolder.Read(file.Folder, entry.Folder);
        var variables = ImageVariables.Of(file.Build, entry, from);
        var (source, isTemplate) = Source(entry, files);
        var text = Text(source);
        var dockerfile = isTemplate ? Template.Fill($"{entry.Folder.TrimEnd('/')}/{source.Path}", text, variables) : text;
        if (string.IsNullOrWhiteSpace(dockerfile))
            throw new ImageException($"{source.Path} in {entry.Folder} becomes an empty Dockerfile; write what the image is made of, such as FROM {{{{.Image}}}}");
        return new PreparedImage(entry, ImageTag.Of(file.Build, entry, variables), from, dockerfile, [.. files.Where(one => one != source)]);
    }

    /// <summary>The template that is named, or where none is and the usual one is missing, a Dockerfile as it stands.</summary>
    private static (ContextEntry.Regular Source, bool IsTemplate) Source(ImageEntry entry, IReadOnlyList<ContextEntry> files)
    {
        ContextEntry? Named(string path) => files.FirstOrDefault(one => one.Path.Equals(path, StringComparison.Ordinal));
        var name = string.Join('/', entry.Template.Split('/').Where(part => part is not "."));
        var (template, plain) = (Named(name), Named(PreparedImage.DockerfileName));
        if (template is null && plain is ContextEntry.Regular dockerfile && name is ImageEntry.DefaultTemplate)
            return (dockerfile, false);
        if (template is not ContextEntry.Regular source)
            throw new ImageException($"there is no file {name} in {entry.Folder}; write it, or a Dockerfile that needs no filling in");
        if (plain is not null && plain != template)
            throw new ImageException($"{entry.Folder} has both {name} and a Dockerfile, and which is meant cannot be told; keep one of them");
        return (source, true);
    }

    private static string Text(ContextEntry.Regular source)
    {
        if (new FileInfo(source.Place).Length > LongestTemplate)
            throw new ImageException($"{source.Path} is larger than 1 MiB, and no Dockerfile of that size is built; see whether it is the right file");
        try
        {
            return s_strict.GetString(File.ReadAllBytes(source.Place)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            throw new ImageException($"{source.Path} is no UTF-8; write it as such");
        }
    }
}
