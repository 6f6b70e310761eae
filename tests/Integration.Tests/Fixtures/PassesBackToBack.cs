using System.Globalization;
using System.Text.RegularExpressions;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Pass after pass, some of them killed at any moment.</summary>
/// <param name="janitor">Its settings.</param>
/// <param name="random">When they are killed.</param>
/// <param name="tally">Where to count.</param>
internal sealed partial class PassesBackToBack(JanitorRun janitor, Random random, Tally tally)
{
    // Of passes that take little more than their settle time of a second.
    private const int LatestKill = 1200;

    /// <summary>Those that failed.</summary>
    public List<ProgramExit> Failed { get; } = [];

    /// <summary>Until it is enough; each so many-th is killed.</summary>
    public async Task RunAsync(Func<bool> isEnough, int killOneIn)
    {
        for (var pass = 1; !isEnough(); pass++)
        {
            if (pass % killOneIn == 0)
                await KilledAsync();
            else
                Count(await janitor.OnceAsync());
        }
    }

    public void Count(ProgramExit pass)
    {
        tally.Count("passes");
        if (pass.Code != 0)
            Failed.Add(pass);
        Add("evicted", Evicted());
        Add("manifests removed", Removed());
        Add("blobs collected", Collected());
        Add("things put back", PushedAgain());
        Add("blobs put back", CameBack());

        void Add(string what, Regex pattern)
        {
            if (pattern.Match(pass.Output) is { Success: true } match)
                tally.Count(what, int.Parse(match.Groups["many"].ValueSpan, CultureInfo.InvariantCulture));
        }
    }

    private async Task KilledAsync()
    {
        await using var pass = janitor.With("RUN_ONCE", "true").Start();
        await Task.Delay(random.Next(LatestKill));
        pass.Signal(StartedProgram.SigKill);
        var exit = await pass.ExitAsync();
        if (exit.Code == 128 + StartedProgram.SigKill)
            tally.Count("kills");
        else
            Count(exit);
    }

    [GeneratedRegex(@"evicted (?<many>\d+) tags,", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Evicted();

    [GeneratedRegex(@"removed (?<many>\d+) manifests,", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Removed();

    [GeneratedRegex(@"collected (?<many>\d+) blobs", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Collected();

    [GeneratedRegex(@"(?<many>\d+) things were pushed again", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex PushedAgain();

    [GeneratedRegex(@"(?<many>\d+) blobs came back", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex CameBack();
}
