using System.Globalization;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>
/// Processes that a build left on a machine that is not only ours: a daemon that a RUN started has the root directory of its build, not the machine's.
/// </summary>
internal static class AdoptedProcesses
{
    private const int SigKill = 9;
    private const int BecomeSubreaper = 36; // PR_SET_CHILD_SUBREAPER
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(10);

    /// <summary>From now on, what loses its parent below us becomes our child, and so can be found.</summary>
    public static void Adopt() => _ = ProcessCalls.ProcessControl(BecomeSubreaper, 1, 0, 0, 0);

    /// <summary>Kills our children with another root directory than ours, and every process whose root directory is below a directory.</summary>
    /// <exception cref="UncleanException">One does not end.</exception>
    public static async Task KillAsync(string directory, TimeProvider clock, CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        for (var left = Find(directory); left.Count > 0; left = Find(directory))
        {
            if (clock.GetElapsedTime(began) > s_patience)
                throw new UncleanException($"processes {string.Join(", ", left)} of an earlier build do not end after SIGKILL; end them, then start build-runner again");
            foreach (var id in left)
                _ = ProcessCalls.Kill(id, SigKill);
            await Task.Delay(s_glance, clock, cancel);
        }
    }

    private static List<int> Find(string directory)
    {
        var own = Root("self");
        var below = Path.Join(directory, "/");
        return Directory.EnumerateDirectories("/proc").Select(Path.GetFileName)
            .Select(name => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 1 && id != Environment.ProcessId)
            .Where(id => Root($"{id}") is { } root && !string.Equals(root, own, StringComparison.Ordinal)
                && (root.StartsWith(below, StringComparison.Ordinal) || IsOurLivingChild(id)))
            .ToList();
    }

    /// <summary>Where its root directory is; null for a zombie, which has none, and for one that is gone.</summary>
    private static string? Root(string process)
    {
        try
        {
            return new DirectoryInfo($"/proc/{process}/root").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static bool IsOurLivingChild(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X") && int.Parse(fields[1], CultureInfo.InvariantCulture) == Environment.ProcessId;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
