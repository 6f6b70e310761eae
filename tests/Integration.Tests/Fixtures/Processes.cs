using System.Globalization;
using System.Text;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>What <c>/proc</c> tells of processes (man 5 proc).</summary>
internal static class Processes
{
    /// <summary>Those that descend from a process, without itself.</summary>
    public static List<int> Below(int process)
    {
        var parents = All().Select(id => (Id: id, Parent: Parent(id))).ToList();
        var family = new List<int> { process };
        for (var next = 0; next < family.Count; next++)
            family.AddRange(parents.Where(one => one.Parent == family[next]).Select(one => one.Id));
        return family[1..];
    }

    /// <summary>Those that have a text in their arguments or in their environment, each as its arguments.</summary>
    public static List<string> Mentioning(string text) =>
    [
        .. All().Where(id => id != Environment.ProcessId)
            .Where(id => Read(id, "cmdline").Contains(text, StringComparison.Ordinal) || Read(id, "environ").Contains(text, StringComparison.Ordinal))
            .Select(id => $"{id}: {Read(id, "cmdline").Replace('\0', ' ')}"),
    ];

    /// <summary>Those whose root directory is below a directory.</summary>
    public static List<string> RootedIn(string directory) =>
    [
        .. All().Where(id => Root(id)?.StartsWith(directory, StringComparison.Ordinal) ?? false).Select(id => $"{id}: {Read(id, "cmdline").Replace('\0', ' ')}"),
    ];

    /// <summary>The most memory that a process ever had in use, in KiB.</summary>
    public static int PeakKiB(int process) => TryPeakKiB(process) ?? throw new InvalidOperationException($"process {process} has ended");

    /// <summary>The same; null when it has ended.</summary>
    public static int? TryPeakKiB(int process) => Read(process, "status").Split('\n').FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) is { } line
        ? int.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture)
        : null;

    private static IEnumerable<int> All() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 0);

    private static int Parent(int process)
    {
        var stat = Read(process, "stat");
        return stat.Length == 0 ? 0 : int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
    }

    private static string? Root(int process)
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

    private static string Read(int process, string file)
    {
        try
        {
            return Encoding.Latin1.GetString(File.ReadAllBytes($"/proc/{process}/{file}"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
