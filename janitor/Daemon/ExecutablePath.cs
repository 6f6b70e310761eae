using System.Diagnostics.CodeAnalysis;

namespace RegistryJanitor.Daemon;

/// <summary>
/// Finds a program as <c>execvp</c> does. <see cref="System.Diagnostics.Process"/> would first look beside our own executable and in the
/// current directory, where a volume's content could pass for a tool.
/// </summary>
internal static class ExecutablePath
{
    internal static bool TryFind(string fileName, [NotNullWhen(true)] out string? path, [NotNullWhen(false)] out string? whyNot)
    {
        var searchPath = Environment.GetEnvironmentVariable("PATH") ?? "";
        var candidates = fileName.Contains('/', StringComparison.Ordinal)
            ? [Path.GetFullPath(fileName)]
            : searchPath.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(directory => Path.Join(directory, fileName)).ToArray();
        var files = Array.FindAll(candidates, File.Exists);
        path = Array.Find(files, file => Libc.Access(file, Libc.MayExecute) == 0);
        whyNot = path is not null ? null
            : files.Length > 0 ? $"{files[0]} is not executable"
            : fileName.Contains('/', StringComparison.Ordinal) ? $"there is no file {candidates[0]}"
            : $"{fileName} was not found in PATH ({searchPath})";
        return path is not null;
    }
}
