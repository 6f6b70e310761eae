using System.Diagnostics.CodeAnalysis;

namespace RegistryJanitor.Daemon.Tests;

/// <summary>A directory of one test.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("daemon-tests-").FullName;

    public string this[string name] => System.IO.Path.Join(Path, name);

    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(entry => System.IO.Path.GetFileName(entry)).Order(StringComparer.Ordinal)];

    public string File(string name, string content)
    {
        System.IO.File.WriteAllText(this[name], content);
        return this[name];
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
