using System.Text;
using RegistryJanitor.GitMirror.Configuration;

namespace RegistryJanitor.GitMirror;

/// <summary>When a mirror is tried. What spreads mirrors over time comes from their names, so that it is the same in every pass and in a test.</summary>
public static class Backoff
{
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(30);

    /// <summary>How long a mirror is left alone: 30 s, doubled with each failure, at most 30 min; at once the most where waiting does not help. Up to a fifth longer by name.</summary>
    /// <param name="name">The mirror.</param>
    /// <param name="fault">Why it failed.</param>
    /// <param name="failures">In a row, this one included.</param>
    public static TimeSpan Pause(MirrorName name, MirrorFault fault, int failures)
    {
        var doubled = s_shortest * Math.Pow(2, Math.Clamp(failures - 1, 0, 10));
        var pause = fault.IsTransient && doubled < s_longest ? doubled : s_longest;
        return pause * (1 + (0.2 * Share(name)));
    }

    /// <summary>How long after the start of a pass a mirror has its turn: within a tenth of the interval.</summary>
    public static TimeSpan Start(MirrorName name, TimeSpan interval) => interval * (0.1 * Share(name));

    /// <summary>FNV-1a of the name, as a share of one.</summary>
    internal static double Share(MirrorName name) =>
        Encoding.UTF8.GetBytes(name.Value).Aggregate(2166136261u, (hash, letter) => (hash ^ letter) * 16777619u) / (uint.MaxValue + 1.0);
}
