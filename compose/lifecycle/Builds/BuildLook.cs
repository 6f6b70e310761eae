using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.Builds;

/// <summary>
/// One look at every build: where its mirror is, what was asked for, whether something is to be asked for. The request is written before it is remembered, and its id
/// is the same after a crash in between: then it is found in the queue, and remembered.
/// </summary>
/// <param name="heads">Where a mirror is, such as <see cref="MirrorHead.ReadAsync"/>.</param>
/// <param name="queue">Who builds.</param>
/// <param name="records">What was asked for.</param>
/// <param name="bases">What a commit is built from, asked only for what is about to be asked for.</param>
/// <param name="clock">For the moment of requests.</param>
public sealed class BuildLook(
    Func<string, CancellationToken, Task<HeadReading>> heads, QueueFolder queue, AskedBuilds records, Func<MirrorBuild, string, AskedBuild?, CancellationToken, Task<BuiltFrom>> bases, TimeProvider clock)
{
    /// <summary>Looks.</summary>
    /// <param name="builds">At which.</param>
    /// <param name="isDry">Writes nothing.</param>
    /// <param name="forced">The one that somebody wants whatever was built; null: none.</param>
    /// <param name="cancel">Ends it between two builds.</param>
    public async Task<IReadOnlyList<LookedAt>> RunAsync(IReadOnlyList<MirrorBuild> builds, bool isDry, string? forced, CancellationToken cancel)
    {
        var found = new List<LookedAt>();
        foreach (var build in builds)
        {
            cancel.ThrowIfCancellationRequested();
            found.Add(await OneAsync(build, isDry, build.Name.Equals(forced, StringComparison.Ordinal), ofBases: null, cancel));
        }

        return found;
    }

    /// <summary>Looks at one build that is to be built again for what it is built from, unless that has been asked for.</summary>
    /// <param name="build">At which.</param>
    /// <param name="why">The reason.</param>
    /// <param name="cancel">Ends it.</param>
    public Task<LookedAt> AgainAsync(MirrorBuild build, string why, CancellationToken cancel) => OneAsync(build, isDry: false, isForced: false, why, cancel);

    private async Task<LookedAt> OneAsync(MirrorBuild build, bool isDry, bool isForced, string? ofBases, CancellationToken cancel)
    {
        string? commit = null;
        AskedBuild? asked = null;
        try
        {
            asked = records.Read(build.Name);
            var last = asked is null ? null : queue.StateOf(asked.Id);
            switch (await heads(build.Mirror, cancel))
            {
                case HeadReading.NotYet notYet:
                    return new LookedAt(build, null, asked?.Id, last, HasAsked: false, notYet.Why, Trouble: false);
                case HeadReading.Unreadable unreadable:
                    return new LookedAt(build, null, asked?.Id, last, HasAsked: false, unreadable.Why, Trouble: true);
                case HeadReading.At head:
                    commit = head.Commit;
                    break;
            }

            var definition = BuildRequest.Definition(build);
            return BuildDecision.Of(build, definition, commit!, asked, last ?? new QueueState.Unknown(), isForced, clock.GetUtcNow(), ofBases) switch
            {
                BuildDecision.Ask ask => await AskAsync(build, definition, asked, last, ask, isDry, cancel),
                var rest => new LookedAt(build, commit, asked?.Id, last, HasAsked: false, rest.Reason, Trouble: false),
            };
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // One build's record or the whole volume: the others may be well, and are looked at.
            return new LookedAt(build, commit, asked?.Id, State: null, HasAsked: false, refused.Message, Trouble: true);
        }
    }

    private async Task<LookedAt> AskAsync(MirrorBuild build, string definition, AskedBuild? before, QueueState? last, BuildDecision.Ask ask, bool isDry, CancellationToken cancel)
    {
        var id = BuildRequest.Id(build, ask.Commit, ask.Number);
        while (ask.IsForced && queue.StateOf(id) is not QueueState.Unknown)
        {
            ask = ask.Next();
            id = BuildRequest.Id(build, ask.Commit, ask.Number);
        }

        var state = queue.StateOf(id);
        var isNew = state is QueueState.Unknown;
        if (isDry)
            return new LookedAt(build, ask.Commit, before?.Id, last, isNew, isNew ? $"{id}, because {ask.Reason}" : $"{id} is in the queue already", Trouble: false);
        var from = isNew ? await bases(build, ask.Commit, before, cancel) : new BuiltFrom(before?.BasesOf(id));
        var now = clock.GetUtcNow();
        if (isNew)
        {
            if (before is not null && from.Bases is { } next)
                records.Write(build.Name, before.Before(id, next));
            queue.Ask(id, BuildRequest.Json(build, id, ask.Commit, $"lifecycle: {ask.Reason}", now, from.Labels));
        }

        records.Write(build.Name, AskedBuild.After(before, id, ask, definition, now) with { Bases = from.Bases });
        return new LookedAt(build, ask.Commit, id, isNew ? new QueueState.Waits() : state, isNew, isNew ? $"{id}, because {ask.Reason}" : $"{id} is in the queue already", Trouble: false);
    }
}
