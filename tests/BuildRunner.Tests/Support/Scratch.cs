using System.Diagnostics.CodeAnalysis;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A directory of one test.</summary>
internal sealed class Scratch : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("build-runner-tests-").FullName;

    public string this[string name] => Path.Join(Root, name);

    /// <summary>Writes a file and the directories above it.</summary>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this[name];
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A directory that this object made.")]
    public void Dispose() => Directory.Delete(Root, recursive: true);
}
