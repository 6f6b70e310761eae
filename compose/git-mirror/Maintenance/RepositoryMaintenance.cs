using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Git;
using RegistryJanitor.GitMirror.Repositories;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Maintenance;

/// <summary>
/// What a repository needs now and then, each on another day: a check that nothing is missing, then packs and refs written together. Tips under
/// <c>refs/kept</c> stay, for they are refs. A mirror that changes often has its turn sooner, at most once an hour. The modification time of a stamp in the repository says when it was done last.
/// </summary>
/// <param name="git">Runs it.</param>
/// <param name="layout">Knows the files.</param>
/// <param name="settings">How often, and how long it may take.</param>
/// <param name="clock">For the days.</param>
/// <param name="log">Event ids 3050 and 3051.</param>
public sealed partial class RepositoryMaintenance(GitExecutable git, MirrorLayout layout, MirrorSettings settings, TimeProvider clock, ILogger log)
{
    // Each fetch makes a pack, for git checks what it receives in one. git's own limit (gc.autoPackLimit).
    private const int ManyPacks = 50;

    private static readonly TimeSpan s_soonest = TimeSpan.FromHours(1);

    /// <summary>Does it if it is due and nobody else works on the mirror; gives what is wrong.</summary>
    public async Task<MirrorFault?> RunAsync(Mirror mirror, CancellationToken cancel)
    {
        try
        {
            var repository = layout.Repository(mirror.Name);
            if (settings.Repositories.MaintenanceEvery is not { } period || !Directory.Exists(repository) || !IsDue(mirror, period))
                return null;
            using var hold = MirrorHold.Take(layout.Lock(mirror.Name));
            return await HeldAsync(mirror, repository, cancel);
        }
        catch (MirrorException busy) when (busy.Fault is MirrorFault.Busy)
        {
            return null;
        }
        catch (MirrorException unswept)
        {
            return Told(mirror, unswept.Fault);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Told(mirror, new MirrorFault.DataUnwritable(refused.Message));
        }
    }

    private async Task<MirrorFault?> HeldAsync(Mirror mirror, string repository, CancellationToken cancel)
    {
        try
        {
            RepositoryHealth.RefuseMarked(repository);
            var began = clock.GetTimestamp();
            await new RepositoryHealth(git, settings.Limits.FirstFetch).CheckAsync(repository, cancel);
            // A builder may have read a ref a moment before it moved, and be about to fetch its commit.
            await git.RunAsync(new GitCommand("gc", "--quiet", "--force", "--prune=1.day.ago") { Repository = repository, TimeLimit = settings.Limits.FirstFetch }, cancel);
            Stamp(mirror, clock.GetUtcNow());
            Log.Done(log, mirror.Name.Value, clock.GetElapsedTime(began).TotalSeconds);
            return null;
        }
        catch (MirrorException failed)
        {
            // What is half done is done again, but not in every pass.
            Leftovers.Sweep(repository);
            Stamp(mirror, clock.GetUtcNow());
            var path = layout.State(mirror.Name);
            if (StateFile.Read(path) is { } state)
                StateFile.Write(path, state with { Outcome = "failed", Fault = FaultRecord.Of(failed.Fault), Failures = state.Failures + 1 });
            return Told(mirror, failed.Fault);
        }
    }

    private bool IsDue(Mirror mirror, TimeSpan period)
    {
        var now = clock.GetUtcNow();
        var stamp = layout.MaintenanceStamp(mirror.Name);
        if (File.Exists(stamp))
            return now.UtcDateTime - File.GetLastWriteTimeUtc(stamp) is var age && (age >= period || (age >= s_soonest && Packs(mirror) > ManyPacks));
        // A new mirror is clean. That they all came on one day is no reason for them all to be packed on one day.
        Stamp(mirror, now - (period * Share(mirror.Name)));
        return false;
    }

    private int Packs(Mirror mirror) => Directory.EnumerateFiles(Path.Join(layout.Repository(mirror.Name), "objects", "pack"), "*.pack").Count();

    private void Stamp(Mirror mirror, DateTimeOffset at)
    {
        var stamp = layout.MaintenanceStamp(mirror.Name);
        File.WriteAllText(stamp, "");
        File.SetLastWriteTimeUtc(stamp, at.UtcDateTime);
    }

    /// <summary>From 0 up to 1, always the same for a name. Names that differ in their last letter alone are far apart, too.</summary>
    private static double Share(MirrorName name) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name.Value))) / (uint.MaxValue + 1.0);

    private MirrorFault Told(Mirror mirror, MirrorFault fault)
    {
        Log.Failed(log, mirror.Name.Value, fault);
        return fault;
    }

    private static partial class Log
    {
        [LoggerMessage(3050, LogLevel.Information, "{Mirror} was checked and repacked in {Seconds:F1} s.")]
        public static partial void Done(ILogger log, string mirror, double seconds);

        [LoggerMessage(3051, LogLevel.Warning, "{Mirror} was not repacked: {Fault}")]
        public static partial void Failed(ILogger log, string mirror, MirrorFault fault);
    }
}
