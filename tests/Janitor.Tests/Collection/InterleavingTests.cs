using RegistryJanitor.Daemon;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

/// <summary>
/// Every event at every border of a pass, whole and cut in two at each of its places. Whatever was answered 201 can be pulled when the pass is
/// over, and so can every tag that there is; what was answered 400 passes when it is tried again.
/// </summary>
[Collection(OneAtATime.Collection)]
public sealed class InterleavingTests
{
    private static readonly Border[] s_borders = [.. Enum.GetValues<Border>().Where(border => border > Border.BeforeRecovery)];

    // Where a request is cut, and where its rest comes: each border would be many thousand passes, and most only repeat these.
    private static readonly Border[] s_first =
    [
        Border.BeforeScan, Border.BeforeEvict, Border.BetweenLookAndMoveOfTheTag, Border.AfterMoveOfTheManifest, Border.BetweenLookAndMoveOfTheBlob,
        Border.AtTheEndOfTheSettle,
    ];

    private static readonly Border[] s_later = [Border.BeforeEvict, Border.AfterMoveOfTheBlob, Border.AtTheEndOfTheSettle, Border.AfterThePass];

    private static readonly Border[] s_killed = [Border.AfterMoveOfTheTag, Border.AfterMoveOfTheLayerLink, Border.AfterMoveOfTheBlob, Border.BeforePurge];

    private static readonly Border[] s_afterAKill = [Border.BeforeRecovery, Border.AtTheEndOfTheSettle];

    public static TheoryData<string, string> AtEachBorder => Combined(s_borders);

    public static TheoryData<string, string> CutInTwo => Combined(s_first);

    public static TheoryData<string, string> BesideAKill => Combined(s_killed);

    [Theory]
    [MemberData(nameof(AtEachBorder))]
    public async Task What_was_answered_201_pulls(string happens, string at)
    {
        var meeting = Meeting.Named(happens);
        using var encounter = new Encounter(meeting);

        Assert.Equal(new PassResult.Succeeded(), await encounter.RunAsync(Enum.Parse<Border>(at)));

        AllIsWhole(encounter, "after the pass");
        Assert.Equal(new PassResult.Succeeded(), await encounter.NextAsync());
        AllIsWhole(encounter, "after the next pass");
        if (encounter.Registry.Refused > 0)
        {
            foreach (var _ in meeting.Again(encounter.Registry))
            {
                // Nobody is in its way now.
            }

            Assert.Single(encounter.Registry.Created);
            AllIsWhole(encounter, "after another try");
        }

        // What came back for a push that was refused then, or was put back beside a deletion, goes with the pass after that.
        Assert.Equal(new PassResult.Succeeded(), await encounter.NextAsync());
        AllIsWhole(encounter, "in the end");
        Assert.Empty(encounter.Leftovers());
    }

    [Theory]
    [MemberData(nameof(CutInTwo))]
    public async Task What_was_answered_201_pulls_wherever_its_requests_were_cut(string happens, string begins)
    {
        var first = Enum.Parse<Border>(begins);
        Cut? kind = Cut.InRequest;
        for (var cut = 1; kind is not null; cut++)
        {
            foreach (var then in s_later.Where(border => border > first))
            {
                if (OutlastsTheSettle(kind.Value, first, then))
                    continue;
                using var encounter = new Encounter(Meeting.Named(happens));
                await encounter.RunAsync(first, cut, then);
                if ((kind = encounter.FirstCut) is null)
                    break;
                AllIsWhole(encounter, $"cut {cut} ({kind}), the rest {then}");
                await encounter.NextAsync();
                AllIsWhole(encounter, $"cut {cut} ({kind}), the rest {then}, after the next pass");
            }
        }
    }

    [Theory]
    [MemberData(nameof(BesideAKill))]
    public async Task What_was_answered_201_pulls_though_the_pass_was_killed(string happens, string killed)
    {
        var meeting = Meeting.Named(happens);
        for (var (cut, isCut) = (0, true); isCut; cut++)
        {
            foreach (var then in s_afterAKill)
            {
                using var encounter = new Encounter(meeting);
                Assert.Null(await encounter.RunAsync(Enum.Parse<Border>(killed), cut, killed: true));
                isCut = cut == 0 || encounter.FirstCut is not null;
                if (!isCut || encounter.FirstCut is Cut.InWrite)
                    break; // the registry writes on within microseconds; it takes longer to start a janitor

                await encounter.NextAsync(then);
                AllIsWhole(encounter, $"cut {cut} ({encounter.FirstCut}), the rest beside the next pass {then}");
                Assert.Equal(new PassResult.Succeeded(), await encounter.NextAsync());
                AllIsWhole(encounter, $"cut {cut} ({encounter.FirstCut}), the rest beside the next pass {then}, and the pass after that");
            }
        }
    }

    private static TheoryData<string, string> Combined(Border[] borders)
    {
        var cases = new TheoryData<string, string>();
        foreach (var meeting in Meeting.All)
        {
            foreach (var border in borders)
                cases.Add(meeting.Name, border.ToString());
        }

        return cases;
    }

    /// <summary>A request that began before the settle ends in it: that is what the wait is for.</summary>
    private static bool OutlastsTheSettle(Cut kind, Border first, Border then) =>
        kind is not Cut.BetweenRequests && first < Border.AtTheEndOfTheSettle && then > Border.AtTheEndOfTheSettle;

    private static void AllIsWhole(Encounter encounter, string when) => Assert.Equal((when, null), (when, encounter.WhyNotWhole()));
}
