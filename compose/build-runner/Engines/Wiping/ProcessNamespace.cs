using System.Globalization;

namespace RegistryJanitor.BuildRunner.Engines.Wiping;

/// <summary>The processes of a container whose first one we are.</summary>
internal static class ProcessNamespace
{
    private const int SigKill = 9;
    private const int WithoutWaiting = 1; // WNOHANG
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_glance = TimeSpan.FromMilliseconds(10);

    /// <summary>Process 1: nobody else was here before, and all others end with us.</summary>
    public static bool IsOurs => Environment.ProcessId == 1;

    /// <summary>Kills every other process in it. A daemon that a RUN started outlives its build: it leads its own group, and has become our child.</summary>
    /// <exception cref="UncleanException">We are not process 1, or some process does not end.</exception>
    public static async Task KillOthersAsync(TimeProvider clock, CancellationToken cancel)
    {
        if (!IsOurs)
            throw new UncleanException("build-runner is not process 1 of its container, so it cannot tell which processes a build left; start it without --init, without a shell around it, and without the host's pid namespace");

        var began = clock.GetTimestamp();
        while (true)
        {
            // Nobody of ours runs now: every engine and every git has ended. So who is waited for here is nobody's child but ours.
            _ = ProcessCalls.Kill(-1, SigKill);
            while (ProcessCalls.WaitFor(-1, out _, WithoutWaiting) > 0)
            {
            }

            if (Others() is not { Count: > 0 } others)
                return;
            if (clock.GetElapsedTime(began) > s_patience)
                throw new UncleanException($"processes {string.Join(", ", others)} do not end after SIGKILL; recreate the container");
            await Task.Delay(s_glance, clock, cancel);
        }
    }

    private static List<int> Others() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Where(id => id > 1)
        .ToList();
}
