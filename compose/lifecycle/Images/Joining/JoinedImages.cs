using System.Text.Json;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Builds;

namespace RegistryJanitor.Lifecycle.Images.Joining;

/// <summary>
/// What came of images with several platforms, a file for each, under the names of <see cref="AskedBuilds"/>. It is not in that record: who joins takes as long as
/// a registry does, and would write over what somebody asks for meanwhile.
/// </summary>
/// <param name="directory">Where, absolute: <c>LIFECYCLE_DATA_DIR/indexes</c>.</param>
public sealed class JoinedImages(string directory)
{
    private const int Schema = 1;

    /// <summary>What came of a request; null: nothing yet, or it cannot be understood. Then it is joined anew, which gives the same index.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public JoinedImage? Of(string name, AskedBuild asked)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(PathOf(name)), JoinedImageJson.Default.JoinedImage) is { Schema: Schema } joined
                && joined.Id.Equals(asked.Id, StringComparison.Ordinal) && joined.RequestedAt == asked.RequestedAt ? joined : null;
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Remembers.</summary>
    /// <exception cref="IOException">It could not be written; what was known before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(string name, JoinedImage joined)
    {
        Directory.CreateDirectory(directory);
        WholeFile.Write(PathOf(name), JsonSerializer.SerializeToUtf8Bytes(joined, JoinedImageJson.Default.JoinedImage));
    }

    private string PathOf(string name) => Path.Join(directory, $"{name}.json");
}
