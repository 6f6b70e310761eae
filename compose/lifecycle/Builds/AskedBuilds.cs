using System.Text.Json;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>What was asked for, a file for each build. It outlives results, of which build-runner keeps only the newest.</summary>
/// <param name="directory">Where, absolute: <c>LIFECYCLE_DATA_DIR/builds</c>, and <c>images</c> for those from templates.</param>
public sealed class AskedBuilds(string directory)
{
    private const int Schema = 1;
    private const string Ending = ".json";

    /// <summary>Under which names something was asked for, in their order.</summary>
    /// <exception cref="IOException">The directory cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public IReadOnlyList<string> Names() => Directory.Exists(directory)
        ? [.. Directory.EnumerateFiles(directory, $"*{Ending}").Select(path => Path.GetFileName(path)[..^Ending.Length]).Where(name => name is not ['.', ..] and not "").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>What was asked for under a name; null: nothing yet.</summary>
    /// <exception cref="IOException">The file is there, and cannot be read or understood. Who took that for nothing would ask again for everything.</exception>
    /// <exception cref="UnauthorizedAccessException">This user may not read it.</exception>
    public AskedBuild? Read(string name)
    {
        var path = PathOf(name);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), AskedBuildJson.Default.AskedBuild) is { Schema: Schema, Commit.Length: 40 or 64 } asked && IsWhole(asked)
                ? asked
                : throw new IOException($"{path} is no record of this version of lifecycle; use the one that wrote it, or remove the file so that {name} is asked for anew");
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException malformed)
        {
            throw new IOException($"{path} is no record of a build; remove it so that {name} is asked for anew", malformed);
        }
    }

    /// <summary>Remembers.</summary>
    /// <exception cref="IOException">It could not be written; what was known before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public void Write(string name, AskedBuild asked)
    {
        Directory.CreateDirectory(directory);
        WholeFile.Write(PathOf(name), JsonSerializer.SerializeToUtf8Bytes(asked, AskedBuildJson.Default.AskedBuild));
    }

    // The generated reader takes null in a list for whatever the list is of.
    private static bool IsWhole(AskedBuild asked) => asked.Commits.All(commit => commit is not null) && (asked.Platforms is null || asked.Platforms.Builds.All(build => build is not null));

    private string PathOf(string name) => Path.Join(directory, $"{name}{Ending}");
}
