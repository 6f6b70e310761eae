using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Notifying.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Notifying;

public sealed class NotificationsTests : IDisposable
{
    private static readonly LifecycleFile s_file = Given.File($"notify: {{ sinks: [{{ discord: '{FakeDiscord.Url}' }}, {{ ntfy: '{FakeNtfy.Server}images' }}] }}");

    private readonly Folder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly KeptLog<Notifications> _log = new();
    private readonly NotificationTally _tally = new();
    private readonly FakeDiscord _discord = new();
    private readonly FakeNtfy _ntfy = new();
    private string _world = "";
    private Notifications _notifications;

    public NotificationsTests() => _notifications = Started();

    public void Dispose()
    {
        _discord.Dispose();
        _ntfy.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_changed_is_told_to_everybody_once_also_over_a_restart()
    {
        await LookAsync("app:failed:1 mirror:m:failed");
        await LookAsync("app:failed:1 mirror:m:failed");
        _notifications = Started();
        await LookAsync("app:failed:2 mirror:m:failed");
        Assert.Equal((1, 1), (_discord.Taken.Count, _ntfy.Taken.Count));

        await LookAsync("app:succeeded:3 mirror:m:failed");

        Assert.Equal(["2 changes: 2 wrong", "app is built again"], _ntfy.Taken.Select(message => message.GetProperty("title").GetString()!), StringComparer.Ordinal);
        Assert.Equal(2, _discord.Taken.Count);
        Assert.Equal(2, Value("lifecycle_notifications", "ntfy at ntfy.example.com", "told"));
        Assert.Equal(4, _log.Ids.Count(id => id == 5220));
    }

    [Fact]
    public async Task A_sink_that_fails_stops_no_other_and_is_told_later_what_is_true_then()
    {
        await LookAsync("mirror:m:unchanged");
        _ntfy.Answers(503);
        await LookAsync("app:failed:1 mirror:m:failed");
        Assert.Single(_discord.Taken);
        Assert.Equal((1, 0), (Value("lifecycle_notification_pending", "ntfy at ntfy.example.com"), Value("lifecycle_notification_pending", "discord at discord.com")));

        await LookAsync("app:succeeded:2 mirror:m:failed");
        Assert.Empty(_ntfy.Taken);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await LookAsync("app:succeeded:2 mirror:m:failed");

        Assert.Equal("The mirror m is broken", Assert.Single(_ntfy.Taken).GetProperty("title").GetString());
        Assert.Equal(2, _discord.Taken.Count);
        Assert.Equal(0, Value("lifecycle_notification_pending", "ntfy at ntfy.example.com"));
    }

    [Fact]
    public async Task What_was_mended_before_a_sink_could_be_told_is_no_news_to_it()
    {
        await LookAsync("app:succeeded:1");
        _ntfy.Answers(503);
        await LookAsync("app:failed:2");
        _clock.Advance(TimeSpan.FromHours(1));
        await LookAsync("app:succeeded:3");

        Assert.Empty(_ntfy.Taken);
        Assert.Equal(2, _discord.Taken.Count);
        Assert.Equal(0, Value("lifecycle_notification_pending", "ntfy at ntfy.example.com"));
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_after_a_restart()
    {
        _ntfy.Answers(503);
        await LookAsync("app:failed:1");
        _notifications = Started();
        await LookAsync("app:failed:1");

        Assert.Single(_ntfy.Taken);
        Assert.Single(_discord.Taken);
    }

    [Fact]
    public async Task A_sink_that_keeps_failing_is_tried_more_and_more_seldom()
    {
        var tried = new List<double>();
        for (var minute = 0; minute < 300; minute++)
        {
            var before = _ntfy.Requests.Count;
            _ntfy.Next.Clear();
            _ntfy.Answers(400);
            await LookAsync("app:failed:1");
            if (_ntfy.Requests.Count > before)
                tried.Add(minute);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal([0, 60, 120, 180, 240], tried);
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Pauses(8));
    }

    [Fact]
    public async Task A_sink_that_refuses_us_is_left_until_its_entry_is_another_or_we_are_started_again()
    {
        _discord.Answers(404);
        for (var look = 0; look < 5; look++)
        {
            await LookAsync("app:failed:1");
            _clock.Advance(TimeSpan.FromDays(1));
        }

        Assert.Single(_discord.Requests);
        Assert.Equal("discord at discord.com is not there (HTTP 404); see whether the address is right, and make a new one if it was removed. It is told nothing more until its entry in lifecycle.yaml is another, or lifecycle is started again.", Assert.Single(_log.Events, told => told.Id == 5222).Message);
        Assert.Equal(1, Value("lifecycle_notification_pending", "discord at discord.com"));
        await LookAsync("app:failed:1", Given.File($"notify: {{ sinks: [{{ discord: '{FakeDiscord.Url}?wait=true' }}] }}"));
        Assert.Single(_discord.Taken);
        _notifications = Started();
        await LookAsync("app:failed:1");
        Assert.Equal(2, _discord.Taken.Count);
    }

    [Fact]
    public async Task A_look_does_not_wait_for_who_is_told_and_tells_nobody_twice_meanwhile()
    {
        var (going, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        _ntfy.Next.Enqueue(async _ =>
        {
            going.SetResult();
            await end.Task;
            return new HttpResponseMessage();
        });
        _world = "app:failed:1";

        await _notifications.BeginAsync(s_file, CancellationToken.None);
        await going.Task;
        await _notifications.BeginAsync(s_file, CancellationToken.None);
        end.SetResult();
        await _notifications.EndAsync();

        Assert.Single(_ntfy.Requests);
    }

    [Fact]
    public async Task A_stop_ends_what_is_being_told_and_the_next_start_tells_it()
    {
        using var stop = new CancellationTokenSource();
        _ntfy.NeverAnswers();
        _world = "app:failed:1";
        await _notifications.BeginAsync(s_file, stop.Token);
        while (_ntfy.Requests.IsEmpty)
            await Task.Yield();
        await stop.CancelAsync();
        await _notifications.EndAsync();

        _notifications = Started();
        await LookAsync("app:failed:1");

        Assert.Single(_ntfy.Taken);
    }

    [Fact]
    public async Task A_record_that_cannot_be_written_keeps_nobody_from_being_told_once()
    {
        _folder.File("data", "no directory");

        await LookAsync("app:failed:1");
        await LookAsync("app:failed:1");

        Assert.Single(_ntfy.Taken);
        Assert.Single(_log.Ids, id => id == 5223);
    }

    [Fact]
    public async Task A_record_that_was_damaged_is_as_none()
    {
        await LookAsync("app:failed:1");
        File.WriteAllText(NotifiedStateFile.PathIn(_folder["data"]), "{");
        _notifications = Started();
        await LookAsync("app:failed:1");

        Assert.Equal(2, _ntfy.Taken.Count);
    }

    [Fact]
    public async Task No_secret_is_in_the_log_the_metrics_or_the_record()
    {
        _discord.BreaksOff();
        _discord.Answers(500);
        _discord.Answers(401, "no such token as tOkEn-of_the_webhook");
        _ntfy.Answers(400);
        await LookAsync("app:failed:1");
        _clock.Advance(TimeSpan.FromDays(1));
        await LookAsync("app:failed:1");
        _clock.Advance(TimeSpan.FromDays(1));
        await LookAsync("app:failed:1");

        Assert.Equal(3, _discord.Requests.Count);
        var shown = string.Join('\n', _log.Events.Select(told => $"{told.Message} {told.Exception}")) + File.ReadAllText(NotifiedStateFile.PathIn(_folder["data"]))
            + string.Join('\n', _tally.Metrics().SelectMany(metric => metric.Samples).SelectMany(sample => sample.Labels));
        Assert.Contains("discord at discord.com", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("tOkEn", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("1234567890", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("/images", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("and-more", shown, StringComparison.Ordinal);
    }

    private IEnumerable<double> Pauses(int count)
    {
        SinkRest? rest = null;
        for (var failure = 0; failure < count; failure++)
        {
            var waits = SinkRest.After(rest, notBefore: null, _clock.GetUtcNow());
            rest = waits;
            yield return (waits.Until - _clock.GetUtcNow()).TotalMinutes;
        }
    }

    private Notifications Started()
    {
        SinkDelivery DeliveryTo(FakeSink sink) => new(sink.Client(), "1.0", new DeliveryLimits { Attempts = 1 }, _clock);
        var (discord, ntfy) = (DeliveryTo(_discord), DeliveryTo(_ntfy));
        Task<Delivered> Deliver(NotificationSink sink, Message message, CancellationToken stop) => (sink is NotificationSink.Discord ? discord : ntfy).DeliverAsync(sink, message, stop);
        return new Notifications(_folder["data"], (_, _) => Task.FromResult(Looks.At(_world)), Deliver, _tally, _clock, _log);
    }

    private async Task LookAsync(string world, LifecycleFile? file = null)
    {
        _world = world;
        await _notifications.BeginAsync(file ?? s_file, CancellationToken.None);
        await _notifications.EndAsync();
    }

    private double Value(string metric, params string[] labels) => _tally.Metrics().Single(one => one.Name.Equals(metric, StringComparison.Ordinal))
        .Samples.Single(sample => sample.Labels.Select(label => label.Value).SequenceEqual(labels, StringComparer.Ordinal)).Value;
}
