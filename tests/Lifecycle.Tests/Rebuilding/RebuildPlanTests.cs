using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.Tests.Dependencies;

namespace RegistryJanitor.Lifecycle.Tests.Rebuilding;

public sealed class RebuildPlanTests
{
    private const string Diamond = """
        base: alpine:3
        left: base
        right: base
        leaf: left +right
        beside: busybox:1
        """;

    [Fact]
    public void Nothing_is_built_while_nothing_moves() => Assert.Equal("", new PlanStage(Diamond).Told());

    [Fact]
    public void A_base_that_moves_is_a_reason_for_what_stands_on_it_and_all_below_waits() =>
        Assert.Equal("base build, left waits, right waits, leaf waits", new PlanStage(Diamond).Moved("alpine:3").Told());

    [Fact]
    public void Both_sides_of_a_diamond_are_built_at_once_and_its_end_after_both()
    {
        Assert.Equal("left build, right build, leaf waits", new PlanStage(Diamond).Moved("base").Told());
        Assert.Equal("left pending, leaf waits", new PlanStage(Diamond).Moved("right").Progress("left", new ImageProgress.Pending("left-2 builds")).Told());
        Assert.Equal("leaf build", new PlanStage(Diamond).Moved("right").Told());
    }

    [Fact]
    public void Two_bases_that_move_are_one_build_whose_reason_has_both() => Assert.Equal(
        "its base registry:5000/left:latest moved from 111111111111 to 222222222222 and its base registry:5000/right:latest moved from 111111111111 to 333333333333",
        new PlanStage(Diamond).Moved("left").Moved("right", '3').Sentence("leaf"));

    [Fact]
    public void A_failure_stops_what_stands_on_it_and_nothing_else()
    {
        var stage = new PlanStage($"{Diamond}\nend: leaf\nother: right").Failed("left").Moved("right").Moved("busybox:1");

        Assert.Equal("beside build, leaf below-a-failure, other build, end below-a-failure", stage.Told());
        Assert.Equal("is not built, for registry:5000/left:latest, on which it stands, was not (left-1 failed); mend that, and this goes on", stage.Sentence("end"));
    }

    [Fact]
    public void A_failure_whose_base_moves_is_tried_again_and_what_stands_on_it_waits() =>
        Assert.Equal("left build, right build, leaf waits", new PlanStage(Diamond).Failed("left").Moved("base").Told());

    [Fact]
    public void A_failure_is_not_tried_again_by_itself() => Assert.Equal("", new PlanStage(Diamond).Failed("leaf").Told());

    [Fact]
    public void What_was_asked_for_before_its_base_was_there_is_built_once_it_is()
    {
        var stage = new PlanStage(Diamond).Failed("left").Forgot("left", "base");
        Assert.StartsWith("stays as it is: which registry:5000/base:latest", stage.Sentence("left"), StringComparison.Ordinal);

        stage.With("left", facts => facts with { Absent = [Drawn.Reference("base")] }).Moved("base", since: FakeClock.Start - TimeSpan.FromMinutes(10)).With("right", facts => facts with { FollowsBases = false });
        Assert.Equal(("left build, leaf waits", "its base registry:5000/base:latest was not there when it was asked for, and now is 222222222222"), (stage.Told(), stage.Sentence("left")));
        stage.With("left", facts => facts with { AskedAt = FakeClock.Start - TimeSpan.FromMinutes(9) });
        Assert.StartsWith("stays as it is", stage.Sentence("left"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_circle_is_named_and_never_built_and_what_stands_on_it_or_beside_it_goes_on()
    {
        var stage = new PlanStage("a: b alpine:3\nb: a\nbelow: b\nbeside: alpine:3").Moved("alpine:3").Moved("b");

        Assert.Equal("beside build, a in-a-circle, b in-a-circle, below build", stage.Told());
        Assert.Equal("is never built for its bases, for registry:5000/a:latest is the base of registry:5000/b:latest, which is the base of registry:5000/a:latest; break the circle", stage.Sentence("a"));
        Assert.Equal("beside build, a pending, b in-a-circle, below build", stage.Progress("a", new ImageProgress.Pending("a-2 waits")).Told());
    }

    [Fact]
    public void A_base_that_moved_a_moment_ago_is_waited_for_and_all_below_too()
    {
        var stage = new PlanStage(Diamond).Moved("base", since: FakeClock.Start - TimeSpan.FromSeconds(29));

        Assert.Equal("left settles, right settles, leaf waits", stage.Told());
        Assert.Equal("waits until 2026-11-20T10:00:01Z, for its base registry:5000/base:latest moved a moment ago", stage.Sentence("left"));
        stage.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("left build, right build, leaf waits", stage.Told());
    }

    [Fact]
    public void An_image_that_was_asked_for_a_moment_ago_cools_down()
    {
        var stage = new PlanStage(Diamond).Moved("base").With("left", facts => facts with { AskedAt = FakeClock.Start - TimeSpan.FromSeconds(299) });

        Assert.Equal("left cools-down, right build, leaf waits", stage.Told());
        stage.Now += TimeSpan.FromSeconds(1);
        Assert.Equal("left build, right build, leaf waits", stage.Told());
    }

    [Fact]
    public void No_look_asks_for_more_than_it_may()
    {
        var stage = new PlanStage("a: x:1\nb: x:1\nc: x:1\nd: c").Moved("x:1");
        stage.Section = stage.Section with { MaxWave = 2 };

        Assert.Equal("a build, b build, c too-many, d waits", stage.Told());
        Assert.Equal("waits for the next look, for this one asked for 2 (rebuild.max_wave)", stage.Sentence("c"));
    }

    [Fact]
    public void Who_wants_no_rebuild_gets_none_and_what_stands_on_it_is_not_held_up()
    {
        Assert.Equal("right build, leaf waits", new PlanStage(Diamond).Moved("base").With("left", facts => facts with { FollowsBases = false }).Told());
        var off = new PlanStage(Diamond).Moved("base");
        off.Section = off.Section with { IsEnabled = false };
        Assert.Equal(("", "rebuild.enabled is false"), (off.Told(), off.Sentence("left")));
    }

    [Fact]
    public void Somebody_who_wants_an_image_gets_it_whatever_its_bases_are_and_after_them()
    {
        var stage = new PlanStage(Diamond).Failed("left");
        foreach (var name in (string[])["left", "leaf"])
            stage.With(name, facts => facts with { IsWanted = true, FollowsBases = false, AskedAt = FakeClock.Start });
        stage.Section = stage.Section with { IsEnabled = false };

        Assert.Equal("left build, leaf waits", stage.Told());
        Assert.Equal("leaf below-a-failure", stage.With("left", facts => facts with { IsWanted = false }).Told());
    }

    [Fact]
    public void What_is_not_known_leaves_an_image_as_it_is_and_says_so()
    {
        var away = new PlanStage(Diamond).Base("base", new BaseNow.Unknown("registry:5000 does not answer"));
        Assert.Equal(("left unknown, right unknown", "stays as it is: registry:5000 does not answer"), (away.Told(), away.Sentence("left")));
        Assert.Equal(
            "stays as it is: which registry:5000/base:latest it was built from was not written down; the next request for it, also by hand, does that",
            new PlanStage(Diamond).Forgot("left", "base").Sentence("left"));
        Assert.Equal("leaf unknown", new PlanStage(Diamond).Progress("leaf", new ImageProgress.Unknown("leaf.json is no record")).Told());
        Assert.Equal("leaf build", new PlanStage(Diamond).Forgot("leaf", "left").Moved("right").Told());
    }

    [Fact]
    public void What_was_never_asked_for_is_not_begun_for_a_base() =>
        Assert.Equal("right build, leaf waits", new PlanStage(Diamond).Moved("base").With("left", facts => facts with { Progress = new ImageProgress.NeverAsked(), AskedAt = null }).Told());

    [Theory]
    [InlineData("app: localhost:5000/base:latest\nbase: ", "images.example.com/base:latest", "app build")]
    [InlineData("app: base@\nbase: ", "base", "")]
    public void Names_of_one_registry_are_one_and_a_digest_does_not_move(string drawing, string moved, string told) => Assert.Equal(told, new PlanStage(drawing).Moved(moved).Told());
}
