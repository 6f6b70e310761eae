using System.Formats.Tar;
using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>
/// Exports a commit of a mirror with the rules of <c>git archive</c>: <c>export-ignore</c> and <c>export-subst</c> of its .gitattributes hold, times are the commit's.
/// Submodules are refused, they would be empty directories. Large files are put in from the mirror's own store, and refused where it lacks them.
/// </summary>
/// <param name="git">The mirror.</param>
/// <param name="repository">Absolute: <c>mirrors/NAME.git</c>.</param>
/// <param name="source">What to export.</param>
internal sealed class MirrorExport(MirrorGit git, string repository, ContextSource.Mirror source)
{
    /// <summary>Says whether the commit is here, and what stands in the way of an export.</summary>
    /// <exception cref="ContextRefusedException">Something does.</exception>
    internal async Task CheckAsync(ContextPath directory, CancellationToken cancel)
    {
        if (await TypeAsync(source.Commit, cancel) is not "commit" and var type)
        {
            throw new ContextRefusedException(
                type is null
                    ? $"the mirror {source.Name} does not have the commit {source.Commit} (yet); wait for its next fetch, or name another"
                    : $"{source.Commit} of the mirror {source.Name} is a {type} and no commit");
        }

        if (directory.Parts.Count > 0 && await TypeAsync($"{source.Commit}:{directory}", cancel) is not "tree")
            throw new ContextRefusedException($"the commit {source.Commit} of the mirror {source.Name} has no directory {directory}");

        string? submodule = null;
        await git.RecordsAsync(
            ["ls-tree", "-r", "-z", "--full-tree", source.Commit, .. Paths(directory)],
            record => submodule ??= record.StartsWith("160000 ", StringComparison.Ordinal) ? record[(record.IndexOf('\t', StringComparison.Ordinal) + 1)..] : null,
            cancel);
        if (submodule is not null)
            throw new ContextRefusedException($"{submodule} is a submodule, and would be an empty directory; mirror it for itself, or build from a directory that has it");
    }

    /// <summary>Writes the files.</summary>
    internal Task RunAsync(ContextPath directory, ContextTree into, CancellationToken cancel) =>
        git.StreamAsync(
            ["archive", "--format=tar", source.Commit, .. Paths(directory)],
            (tar, end) => TarUnpacker.UnpackAsync(tar, into, (entry, path) => PutLargeFileAsync(entry, path, into, end), end),
            cancel);

    private static string[] Paths(ContextPath directory) => directory.Parts.Count == 0 ? [] : ["--", directory.Value];

    private async Task<string?> TypeAsync(string name, CancellationToken cancel)
    {
        var type = "";
        var (code, _) = await git.TryAsync(["cat-file", "-t", name], record => type += record, cancel);
        return code == 0 ? type.Trim() : null;
    }

    private async Task<bool> PutLargeFileAsync(TarEntry entry, ContextPath path, ContextTree into, CancellationToken cancel)
    {
        if (entry.DataStream is not { } data || entry.Length > LargeFilePointer.LongestPointer)
            return false;
        using var content = new MemoryStream((int)entry.Length);
        await data.CopyToAsync(content, cancel);
        content.Position = 0;
        if (LargeFilePointer.Read(content.GetBuffer().AsSpan(0, (int)content.Length)) is not { } pointer)
        {
            await into.AddFileAsync(path, entry.Mode, entry.ModificationTime, content, cancel);
            return true;
        }

        var there = pointer.PathIn(repository);
        if (FileKinds.Of(there) is not FileKind.Regular || new FileInfo(there).Length != pointer.Size)
            throw new ContextRefusedException($"{path} is a large file, and the mirror {source.Name} does not have its content; set `lfs: true` for it, and wait for its next fetch");
        await using var large = new FileStream(there, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);
        if (!await pointer.IsOfAsync(large, cancel))
            throw new ContextRefusedException($"{path} is a large file, and the mirror {source.Name} has other content than its name says in {there}; remove that file, and wait for the mirror's next fetch");
        large.Position = 0;
        await into.AddFileAsync(path, entry.Mode, entry.ModificationTime, large, cancel);
        return true;
    }
}
