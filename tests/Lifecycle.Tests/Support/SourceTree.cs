using System.Runtime.CompilerServices;

namespace RegistryJanitor.Lifecycle.Tests.Support;

/// <summary>Files of the project that are written for people, and promise something.</summary>
internal static class SourceTree
{
    /// <summary>The text of a file.</summary>
    /// <param name="path">From the root of the project.</param>
    /// <param name="self">This file.</param>
    public static string Read(string path, [CallerFilePath] string self = "") =>
        File.ReadAllText(Path.Join(Path.GetDirectoryName(self), "..", "..", "..", path));
}
