using System.Text;

namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>A path as Linux has it, bytes, written as Latin-1: one character for each byte.</summary>
internal static class RawPath
{
    /// <summary>From a path as .NET has it.</summary>
    public static string Of(string path) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(path));
}
