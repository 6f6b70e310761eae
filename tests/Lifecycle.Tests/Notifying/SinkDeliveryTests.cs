using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Tests.Notifying.Support;

namespace RegistryJanitor.Lifecycle.Tests.Notifying;

public sealed class SinkDeliveryTests
{
    private readonly FakeClock _clock = new();

    [Theory]
    [InlineData("")]
    [InlineData("?wait=true")]
    [InlineData("?thread_id=77")]
    public async Task Discord_is_told_at_the_address_that_the_user_has(string question)
    {
        using var discord = new FakeDiscord();

        Assert.IsType<Delivered.Told>(await Delivery(discord).DeliverAsync(new NotificationSink.Discord(new Secret(FakeDiscord.Url + question)), News.Failed(), CancellationToken.None));

        Assert.Equal([$"POST {FakeDiscord.Url}{question}"], discord.Requests, StringComparer.Ordinal);
        var embed = Assert.Single(discord.Taken).GetProperty("embeds")[0];
        Assert.Equal(("app is not built", "It ended with exit code 2 \\(app-1\\)"), (embed.GetProperty("title").GetString(), embed.GetProperty("description").GetString()));
    }

    [Fact]
    public async Task Ntfy_is_told_at_its_root_with_a_login_and_how_much_it_matters()
    {
        using var ntfy = new FakeNtfy("Bearer tk_1");
        using var basic = new FakeNtfy("Basic bWU6cMOkc3M=");

        Assert.IsType<Delivered.Told>(await Delivery(ntfy).DeliverAsync(Ntfy(new SinkLogin.Holder(new Secret("tk_1"))), News.Failed(), CancellationToken.None));
        Assert.IsType<Delivered.Told>(await Delivery(basic).DeliverAsync(Ntfy(new SinkLogin.User("me", new Secret("päss"))), News.Failed(), CancellationToken.None));
        Assert.IsType<Delivered.Refused>(await Delivery(basic).DeliverAsync(Ntfy(new SinkLogin.Nobody()), News.Failed(), CancellationToken.None));

        var message = Assert.Single(ntfy.Taken);
        Assert.Equal(("images", 4, "x"), (message.GetProperty("topic").GetString(), message.GetProperty("priority").GetInt32(), message.GetProperty("tags")[0].GetString()));
    }

    [Fact]
    public async Task A_webhook_is_given_what_Apprise_takes_and_the_events()
    {
        using var anybody = new FakeAnybody();

        Assert.IsType<Delivered.Told>(await Delivery(anybody).DeliverAsync(new NotificationSink.Webhook(new Secret("https://example.com/hook"), new SinkLogin.Holder(new Secret("t"))), News.Storm(300), CancellationToken.None));

        Assert.Equal(["POST https://example.com/hook Bearer t"], anybody.Requests, StringComparer.Ordinal);
        var message = Assert.Single(anybody.Taken);
        Assert.Equal(("300 changes: 300 wrong", "failure", "text"), (message.GetProperty("title").GetString(), message.GetProperty("type").GetString(), message.GetProperty("format").GetString()));
        Assert.Equal(200, message.GetProperty("events").GetArrayLength());
        Assert.Equal(("build_failed", "build", "app-0"), (message.GetProperty("events")[0].GetProperty("event").GetString(), message.GetProperty("events")[0].GetProperty("topic").GetString(), message.GetProperty("events")[0].GetProperty("subject").GetString()));
    }

    [Theory]
    [InlineData("2", "", 2)]
    [InlineData(null, """{"message": "You are being rate limited.", "retry_after": 1.5, "global": false}""", 1.5)]
    [InlineData(null, "<html>error 1015</html>", 60)]
    public async Task Who_wants_to_be_left_alone_is(string? header, string body, double seconds)
    {
        using var discord = new FakeDiscord();
        discord.Answers(429, body, header);

        var work = Delivery(discord, new DeliveryLimits { All = TimeSpan.FromDays(1) }).DeliverAsync(News.Discord, News.Failed(), CancellationToken.None);
        await _clock.SomebodyWaits();
        _clock.Advance(TimeSpan.FromSeconds(seconds - 0.1));
        Assert.Single(discord.Requests);
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        Assert.IsType<Delivered.Told>(await work);
        Assert.Equal(2, discord.Requests.Count);
    }

    [Fact]
    public async Task Who_wants_to_be_left_alone_for_long_is_told_at_a_later_look()
    {
        using var discord = new FakeDiscord();
        discord.Answers(429, "", "3600");

        var failed = Assert.IsType<Delivered.Failed>(await Delivery(discord).DeliverAsync(News.Discord, News.Failed(), CancellationToken.None));

        Assert.Equal(FakeClock.Start.AddHours(1), failed.NotBefore);
        Assert.Single(discord.Requests);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task Who_refuses_us_is_not_asked_again(int status)
    {
        using var discord = new FakeDiscord();
        discord.Answers(status, "{}");

        Assert.IsType<Delivered.Refused>(await Delivery(discord).DeliverAsync(News.Discord, News.Failed(), CancellationToken.None));
        Assert.Single(discord.Requests);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(302)]
    [InlineData(413)]
    public async Task What_is_not_understood_is_not_repeated_for_an_hour(int status)
    {
        using var discord = new FakeDiscord();
        discord.Answers(status);

        Assert.Equal(FakeClock.Start.AddHours(1), Assert.IsType<Delivered.Failed>(await Delivery(discord).DeliverAsync(News.Discord, News.Failed(), CancellationToken.None)).NotBefore);
        Assert.Single(discord.Requests);
    }

    [Fact]
    public async Task Trouble_is_tried_again_three_times_in_all()
    {
        using var ntfy = new FakeNtfy();
        ntfy.Answers(502);
        ntfy.BreaksOff();
        ntfy.Answers(500);
        ntfy.Answers(500);

        var delivery = new SinkDelivery(ntfy.Client(), "", new DeliveryLimits { Pause = TimeSpan.FromTicks(1) }, TimeProvider.System);
        var failed = Assert.IsType<Delivered.Failed>(await delivery.DeliverAsync(News.Ntfy, News.Failed(), CancellationToken.None));

        Assert.Equal("has trouble of its own (HTTP 500)", failed.Why);
        Assert.Equal(3, ntfy.Requests.Count);
    }

    [Fact]
    public async Task A_sink_that_never_answers_is_left_after_ten_seconds_a_try()
    {
        using var ntfy = new FakeNtfy();
        ntfy.NeverAnswers();

        var work = Delivery(ntfy, new DeliveryLimits { Attempts = 1 }).DeliverAsync(News.Ntfy, News.Failed(), CancellationToken.None);
        await _clock.SomebodyWaits();
        Assert.False(work.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("did not answer within 10s", Assert.IsType<Delivered.Failed>(await work).Why);
    }

    [Fact]
    public async Task A_stop_ends_a_wait()
    {
        using var ntfy = new FakeNtfy();
        using var stop = new CancellationTokenSource();
        ntfy.Answers(500);

        var work = Delivery(ntfy).DeliverAsync(News.Ntfy, News.Failed(), stop.Token);
        await _clock.SomebodyWaits();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
    }

    private static NotificationSink.Ntfy Ntfy(SinkLogin login) => new(new Uri(FakeNtfy.Server), "images", login);

    private SinkDelivery Delivery(FakeSink sink, DeliveryLimits? limits = null) => new(sink.Client(), "1.0+abc", limits ?? new DeliveryLimits(), _clock);
}
