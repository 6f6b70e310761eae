using System.Diagnostics.CodeAnalysis;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A directory of one test. Other users may enter it: some programs under test run as nobody.</summary>
internal sealed class Folder : IDisposable
{
    private const string Memory = "/dev/shm";

    /// <param name="inMemory">On a file system in memory, where there is one: for a test that copies thousands of files again and again.</param>
    public Folder(bool inMemory = false)
    {
        Root = inMemory && Directory.Exists(Memory)
            ? Directory.CreateDirectory(Path.Join(Memory, $"janitor-integration-{Environment.ProcessId}")).FullName
            : Directory.CreateTempSubdirectory("janitor-integration-").FullName;
        File.SetUnixFileMode(
            Root, File.GetUnixFileMode(Root) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    public string Root { get; }

    /// <summary>A path in it.</summary>
    public string this[string name] => Path.Join(Root, name);

    /// <summary>Writes a program for <c>/bin/sh</c>.</summary>
    public string Script(string name, string text)
    {
        File.WriteAllText(this[name], $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(this[name], File.GetUnixFileMode(this[name]) | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        return this[name];
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public static void Remove(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
    }

    public void Dispose() => Remove(Root);
}
