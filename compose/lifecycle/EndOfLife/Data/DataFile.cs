using System.Text;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary><c>eol-data.yaml</c> on disk.</summary>
public static class DataFile
{
    private const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Reads it. A file that cannot be understood is a mistake, and never the same as none: what it says must not be lost.</summary>
    /// <param name="path">Absolute.</param>
    public static DataReading Read(string path)
    {
        string text;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
                return new DataReading(EndOfLifeData.Nothing, null, [$"{path} is larger than 4 MiB, which no data of ends of life is; see whether eol_data_file names the right file"]);
            text = File.ReadAllText(path);
        }
        catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
        {
            return new DataReading(EndOfLifeData.Nothing, null, []);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return new DataReading(EndOfLifeData.Nothing, null, [$"{path} cannot be read: {refused.Message.TrimEnd('.')}; make it readable, or name another with eol_data_file"]);
        }

        var (data, mistakes) = DataReader.Read(text, path);
        return new DataReading(data, text, mistakes);
    }

    /// <summary>Replaces it as a whole.</summary>
    /// <exception cref="IOException">It is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    public static void Write(string path, string text) => WholeFile.Write(path, Encoding.UTF8.GetBytes(text));
}
