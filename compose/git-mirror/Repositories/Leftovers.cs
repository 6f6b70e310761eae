using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using RegistryJanitor.GitMirror.Git;

namespace RegistryJanitor.GitMirror.Repositories;

/// <summary>
/// What a killed git-mirror leaves in a mirror: its git, which lives on as an orphan, lock files that make every later command fail, and halves of packs
/// that git itself would keep for two weeks. To be swept by who holds the mirror, for then none of it belongs to anybody.
/// </summary>
public static class Leftovers
{
    private static readonly TimeSpan s_timeToEnd = TimeSpan.FromSeconds(5);

    /// <summary>Ends the orphans, then unlinks the files; gives the number of both.</summary>
    /// <exception cref="MirrorException">An orphan cannot be ended.</exception>
    public static int Sweep(string repository)
    {
        var swept = 0;
        foreach (var orphan in Orphans(repository))
        {
            using (orphan)
                End(orphan);
            swept++;
        }

        foreach (var file in Files(repository))
        {
            Unlink(file);
            swept++;
        }

        return swept;
    }

    private static void End(Process orphan)
    {
        try
        {
            orphan.Kill();
            // Nobody may be there to reap it, and then it is a zombie for ever, which holds nothing.
            orphan.WaitForExit(s_timeToEnd);
        }
        catch (Exception stays) when (stays is Win32Exception or InvalidOperationException)
        {
            throw new MirrorException(new MirrorFault.Locked());
        }
    }

    private static IEnumerable<string> Files(string repository)
    {
        if (!Directory.Exists(repository))
            return [];
        return
        [
            .. Directory.EnumerateFiles(repository, "*.lock"),
            // git makes packed-refs under this name first, and stops where it finds one.
            .. Directory.EnumerateFiles(repository, "packed-refs.new"),
            .. In(repository, "refs", "*.lock", SearchOption.AllDirectories),
            .. In(repository, "objects/info", "*.lock", SearchOption.AllDirectories),
            .. In(repository, "objects/info/commit-graphs", "tmp_*"),
            .. In(repository, "objects/pack", "*.lock"),
            .. In(repository, "objects/pack", "tmp_*"),
            .. In(repository, "objects/pack", ".tmp-*"),
            .. Loose(repository).SelectMany(directory => Directory.EnumerateFiles(directory, "tmp_obj_*")),
            .. In(repository, "lfs/incomplete", "*"),
            .. In(repository, "lfs/tmp", "*", SearchOption.AllDirectories),
        ];
    }

    private static IEnumerable<string> In(string repository, string directory, string pattern, SearchOption depth = SearchOption.TopDirectoryOnly) =>
        Path.Join(repository, directory) is var path && Directory.Exists(path) ? Directory.EnumerateFiles(path, pattern, depth) : [];

    private static IEnumerable<string> Loose(string repository) =>
        Path.Join(repository, "objects") is var path && Directory.Exists(path) ? Directory.EnumerateDirectories(path, "??") : [];

    /// <summary>Processes that carry this repository's <see cref="GitEnvironment.Marker"/>.</summary>
    private static IEnumerable<Process> Orphans(string repository)
    {
        var mark = Encoding.UTF8.GetBytes($"{GitEnvironment.Marker}={repository}\0");
        foreach (var directory in Directory.Exists("/proc") ? Directory.EnumerateDirectories("/proc") : [])
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && id != Environment.ProcessId && Carries(id, mark) && Find(id) is { } process)
                yield return process;
        }
    }

    private static bool Carries(int processId, byte[] mark)
    {
        try
        {
            return File.ReadAllBytes($"/proc/{processId}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception notOurs) when (notOurs is IOException or UnauthorizedAccessException)
        {
            // Ended meanwhile, or another user's: no git of ours.
            return false;
        }
    }

    private static Process? Find(int processId)
    {
        try
        {
            return Process.GetProcessById(processId);
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return null;
        }
    }

    [SuppressMessage("ApiDesign", "RS0030:Do not use banned APIs", Justification = "A known file of a mirror that we hold, and which nobody uses any more.")]
    private static void Unlink(string file) => File.Delete(file);
}
