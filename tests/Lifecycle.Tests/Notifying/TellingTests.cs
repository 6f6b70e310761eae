using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Notifying.Conditions;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Notifying.Support;

namespace RegistryJanitor.Lifecycle.Tests.Notifying;

public sealed class TellingTests
{
    private ToldSink? _known;
    private DateTimeOffset _now = FakeClock.Start;

    [Theory]
    // Builds: what waits, is gone or was never asked for says nothing.
    [InlineData("app:succeeded:1", "app:failed:2", "build_failed")]
    [InlineData("app:succeeded:1", "app:succeeded:2", "")]
    [InlineData("app:failed:1", "app:failed:2", "")]
    [InlineData("app:failed:1", "app:timed-out:2", "")]
    [InlineData("app:failed:1", "app:waits:2", "")]
    [InlineData("app:failed:1", "app:gone:1", "")]
    [InlineData("app:failed:1", "app:succeeded:2", "build_mended")]
    [InlineData("app:never:1", "app:refused:2", "build_failed")]
    [InlineData("app:succeeded:1", "app:succeeded:1 b:failed:1 c:succeeded:1", "build_failed")]
    // Copies.
    [InlineData("sync:ok", "sync:failed", "sync_failed")]
    [InlineData("sync:failed", "sync:put_off", "")]
    [InlineData("sync:failed", "sync:ok", "sync_mended")]
    [InlineData("sync:ok", "sync:ok sync:failed", "sync_failed")]
    // Ends of life: each stage once, and not on the way back.
    [InlineData("eol:ok", "eol:warning", "end_of_life_warning")]
    [InlineData("eol:warning", "eol:critical", "end_of_life_critical")]
    [InlineData("eol:critical", "eol:expired", "end_of_life_expired")]
    [InlineData("eol:ok", "eol:expired", "end_of_life_expired")]
    [InlineData("eol:critical", "eol:critical", "")]
    [InlineData("eol:critical", "eol:warning", "")]
    [InlineData("eol:critical", "eol:unknown", "")]
    // Mirrors.
    [InlineData("mirror:m:changed", "mirror:m:failed", "mirror_broken")]
    [InlineData("mirror:m:unchanged", "mirror:m:unreadable", "mirror_broken")]
    [InlineData("mirror:m:failed", "mirror:m:unchanged", "mirror_mended")]
    // The janitor: who does not answer has no news.
    [InlineData("janitor:ok", "janitor:failed", "janitor_failed")]
    [InlineData("janitor:ok", "janitor:ill", "janitor_failed")]
    [InlineData("janitor:failed", "janitor:silent", "")]
    [InlineData("janitor:failed", "janitor:ok", "janitor_mended")]
    [InlineData("space:50", "space:9", "space_low")]
    [InlineData("space:9", "space:11", "")]
    [InlineData("space:50", "space:11", "")]
    [InlineData("space:9", "space:12", "space_back")]
    // The schedule: what runs, or was another's turn, says nothing.
    [InlineData("run:sync:ok", "run:sync:failed", "run_failed")]
    [InlineData("run:sync:failed", "run:sync:", "")]
    [InlineData("run:sync:failed", "run:sync:busy", "")]
    [InlineData("run:sync:failed", "run:sync:ok", "run_mended")]
    // Waves: each state of each.
    [InlineData("wave:1:begun", "wave:1:begun", "")]
    [InlineData("wave:1:begun", "wave:1:done wave:2:begun", "wave wave")]
    // The worst comes first.
    [InlineData("app:failed:1 mirror:m:unchanged", "app:succeeded:2 mirror:m:failed eol:warning", "mirror_broken end_of_life_warning build_mended")]
    public void A_change_is_told_and_nothing_else(string before, string after, string told)
    {
        Tell(before);

        Assert.Equal(told, Tell(after));
        Assert.Equal("", Tell(after));
    }

    [Fact]
    public void Who_is_new_is_told_what_is_wrong_and_nothing_else() => Assert.Equal(
        "build_failed space_low end_of_life_warning", Tell("app:failed:1 b:succeeded:1 wave:1:done eol:warning space:3 mirror:m:unchanged run:sync:ok"));

    [Fact]
    public void What_waits_between_two_failures_is_no_news()
    {
        Tell("app:succeeded:1");

        Assert.Equal(["build_failed", "", "", "", "build_mended"], TellAll(NotificationTopic.Usual, "app:failed:2", "app:waits:3", "app:failed:3", "", "app:succeeded:4"), StringComparer.Ordinal);
    }

    [Fact]
    public void What_was_not_to_be_seen_for_a_while_is_no_news_and_after_a_week_it_is()
    {
        Tell("mirror:m:failed");
        Tell("");
        _now += TimeSpan.FromDays(6);
        Assert.Equal("", Tell(""));
        Assert.Equal("", Tell("mirror:m:failed"));
        Tell("");
        _now += TimeSpan.FromDays(8);
        Tell("");

        Assert.Empty(_known!.Conditions);
        Assert.Equal("mirror_broken", Tell("mirror:m:failed"));
    }

    [Fact]
    public void Every_build_is_told_to_who_wants_that_and_the_first_look_is_no_build()
    {
        NotificationTopic[] topics = [NotificationTopic.BuildSucceeded];

        Assert.Equal("", Tell("app:succeeded:1 mirror:m:failed", topics));
        Assert.Equal(
            ["", "build_succeeded", "", "build_succeeded", "build_succeeded"],
            TellAll(topics, "app:succeeded:1", "app:succeeded:2", "app:failed:3", "app:succeeded:4", "app:succeeded:4 b:succeeded:1"), StringComparer.Ordinal);
    }

    [Fact]
    public void A_mend_is_told_once_to_who_wants_both()
    {
        NotificationTopic[] topics = [NotificationTopic.Build, NotificationTopic.BuildSucceeded];

        Assert.Equal(["build_failed", "build_mended", "", "build_succeeded"], TellAll(topics, "app:failed:1", "app:succeeded:2", "app:succeeded:2", "app:succeeded:3"), StringComparer.Ordinal);
    }

    [Fact]
    public void Tags_of_one_cycle_are_one_event_that_names_some_of_them()
    {
        var news = Assert.Single(Telling.Of("s", null, SeenConditions.Of(Looks.At("eol:critical")), NotificationTopic.Usual, _now).Events);

        Assert.Equal(("alpine 3.21 ends soon", "r:1/alpine:3.21.0, r:1/alpine:3.21.1, r:1/alpine:3.21.2 and 2 more"), (news.Headline, news.Detail));
    }

    [Fact]
    public void An_entry_that_the_file_no_longer_has_is_not_told() =>
        Assert.Empty(Telling.Of("s", null, SeenConditions.Of(Looks.At("sync:failed", Looks.Empty)), NotificationTopic.Usual, _now).Events);

    private List<string> TellAll(IReadOnlyList<NotificationTopic> topics, params string[] worlds) => [.. worlds.Select(world => Tell(world, topics))];

    /// <summary>Looks, and lets the sink know: the words of what it was told.</summary>
    private string Tell(string world, IReadOnlyList<NotificationTopic>? topics = null)
    {
        var telling = Telling.Of("s", _known, SeenConditions.Of(Looks.At(world)), topics ?? NotificationTopic.Usual, _now);
        _known = telling.After;
        return string.Join(' ', telling.Events.Select(news => news.Word));
    }
}
