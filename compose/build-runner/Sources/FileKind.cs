namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>What a name in a directory is. .NET takes a named pipe for a file, and opening it waits for ever.</summary>
internal enum FileKind
{
    Missing = 0,
    Regular,
    Directory,
    Link,

    /// <summary>A device, a named pipe, a socket.</summary>
    Special,
}
