using System.Diagnostics.CodeAnalysis;
using System.Text;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.References;

namespace RegistryJanitor.Lifecycle.Sync;

/// <summary>
/// The files of one run of skopeo, in a folder that only we may enter: who we are to either side, and configurations of our own, so that what this machine has for
/// other purposes (mirrors, short names, trust policies) changes nothing. They go when it has ended.
/// </summary>
internal sealed class SkopeoScratch : IDisposable
{
    private const string Prefix = "copy-";

    private static readonly string[] s_names = ["policy.json", "registries.conf", "source.json", "target.json"];

    private readonly string _folder;

    private SkopeoScratch(string folder) => _folder = folder;

    internal string Policy => Path.Join(_folder, s_names[0]);

    internal string Registries => Path.Join(_folder, s_names[1]);

    /// <summary>A folder without anything: where skopeo looks for places of signatures.</summary>
    internal string Signatures => Path.Join(_folder, "signatures");

    /// <summary>Null: nobody is known there.</summary>
    internal string? SourceAuth { get; private init; }

    /// <summary>Null: nobody is known there.</summary>
    internal string? TargetAuth { get; private init; }

    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">The data directory cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal static SkopeoScratch Make(string dataDirectory, ImageReference source, ImageReference target, CredentialBook credentials)
    {
        var folder = Path.Join(Work(dataDirectory), $"{Prefix}{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var (from, to) = (credentials.For(source.Registry), credentials.For(target.Registry));
        var scratch = new SkopeoScratch(folder)
        {
            SourceAuth = from is null ? null : Path.Join(folder, s_names[2]),
            TargetAuth = to is null ? null : Path.Join(folder, s_names[3]),
        };
        try
        {
            Directory.CreateDirectory(scratch.Signatures);
            Write(scratch.Policy, """{"default":[{"type":"insecureAcceptAnything"}]}"""u8);
            Write(scratch.Registries, Encoding.UTF8.GetBytes("# No mirrors, no aliases, nothing blocked.\n"));
            if (from is not null)
                Write(scratch.SourceAuth!, SkopeoAuthFile.Content(source.Registry, from));
            if (to is not null)
                Write(scratch.TargetAuth!, SkopeoAuthFile.Content(target.Registry, to));
        }
        catch
        {
            scratch.Dispose();
            throw;
        }

        return scratch;
    }

    /// <summary>Removes what killed runs left. Only while nobody else copies.</summary>
    internal static void Sweep(string dataDirectory)
    {
        if (!Directory.Exists(Work(dataDirectory)))
            return;
        foreach (var folder in Directory.EnumerateDirectories(Work(dataDirectory), $"{Prefix}*"))
            Remove(folder);
    }

    public void Dispose() => Remove(_folder);

    private static string Work(string dataDirectory) => Path.Join(dataDirectory, "work");

    private static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(content);
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "Files that this class made, by their names, and the directories that are empty then.")]
    private static void Remove(string folder)
    {
        foreach (var name in s_names)
            File.Delete(Path.Join(folder, name));
        if (Directory.Exists(Path.Join(folder, "signatures")))
            Directory.Delete(Path.Join(folder, "signatures"));
        Directory.Delete(folder);
    }
}
