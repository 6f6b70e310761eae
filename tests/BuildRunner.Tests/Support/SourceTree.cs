using System.Runtime.CompilerServices;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>Files of the project that are written for people, and promise something.</summary>
internal static class SourceTree
{
    /// <summary>The text of a file.</summary>
    /// <param name="path">From the root of the project.</param>
    /// <param name="self">Who asks.</param>
    public static string Read(string path, [CallerFilePath] string self = "")
    {
        var root = Path.GetDirectoryName(self);
        while (root is not null && !File.Exists(Path.Join(root, "BannedSymbols.txt")))
            root = Path.GetDirectoryName(root);
        return File.ReadAllText(Path.Join(root, path));
    }
}
