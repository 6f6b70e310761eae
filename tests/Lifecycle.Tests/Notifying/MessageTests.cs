using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RegistryJanitor.Lifecycle.Notifying;
using RegistryJanitor.Lifecycle.Notifying.Delivery;
using RegistryJanitor.Lifecycle.Notifying.Messages;
using RegistryJanitor.Lifecycle.Tests.Notifying.Support;

namespace RegistryJanitor.Lifecycle.Tests.Notifying;

public sealed class MessageTests
{
    private const string Nasty = "feat: \"quotes\" 'and' $(rm -rf /) `id` @everyone <@1234> [here](https://example.com) 👩‍👩‍👧‍👦 ~~x~~ ||y|| \\";

    private static readonly TextRule s_discord = new TextRule.Discord();
    private static readonly TextRule s_ntfy = new TextRule.Ntfy();

    [Fact]
    public void One_event_is_its_headline_and_its_cause() => Assert.Equal(
        ("app is not built", "It ended with exit code 2 (app-1)"), (News.Failed().Title(s_ntfy), News.Failed().Body(s_ntfy)));

    [Fact]
    public void Several_are_one_message_with_a_line_for_each()
    {
        var message = new Message([new NotifiedEvent.BuildFailed("app", "app-1", "Out of space."), new NotifiedEvent.MirrorBroken("m", "no login; give one"), new NotifiedEvent.RunMended("sync")]);

        Assert.Equal("3 changes: 2 wrong, 1 well", message.Title(s_ntfy));
        Assert.Equal("❌ app is not built: Out of space (app-1)\n❌ The mirror m is broken: no login; give one\n✅ lifecycle sync succeeds again", message.Body(s_ntfy));
        Assert.Equal(Gravity.Bad, message.Gravity);
    }

    [Theory]
    [InlineData(26)]
    [InlineData(200)]
    [InlineData(100_000)]
    public void A_storm_is_cut_and_says_how_much_more_there_is(int count)
    {
        foreach (var rule in (TextRule[])[s_discord, s_ntfy])
        {
            var body = News.Storm(count, number => new string('ä', number % 700)).Body(rule);

            Assert.InRange(rule.Measure(body), 1, 4096);
            var lines = body.Split('\n');
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"and {count - (lines.Length - 1)} more"), lines[^1]);
            Assert.InRange(lines.Length, 5, 26);
        }
    }

    [Fact]
    public void What_means_something_to_Discord_means_itself()
    {
        Assert.Equal(
            @"feat: ""quotes"" 'and' $\(rm -rf /\) \`id\` @everyone \<@1234\> \[here\]\(https\://example.com\) 👩‍👩‍👧‍👦 \~\~x\~\~ \|\|y\|\| \\",
            CutText.To(Nasty, 4096, s_discord));
        Assert.Equal(Nasty, CutText.To(PlainText.Of(Nasty), 4096, s_ntfy));
    }

    [Fact]
    public void Lines_turns_and_control_characters_of_others_do_not_leave_their_line() =>
        Assert.Equal("a b c?[31m d?e�f g", PlainText.Of("a\nb\r\nc\u001b[31m\td\u202ee\ud800f\u2028g"));

    [Theory]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 20, "👩‍👩‍👧‍👦…")]
    [InlineData("👍🏽👍🏽👍🏽", 9, "👍🏽👍🏽…")]
    [InlineData("e\u0301e\u0301e\u0301", 5, "e\u0301e\u0301…")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("", 1, "")]
    public void A_text_is_cut_between_letters(string text, int longest, string cut) => Assert.Equal(cut, CutText.To(text, longest, s_discord));

    [Fact]
    public void An_escape_is_not_cut_from_what_it_escapes() => Assert.Equal("a\\*…", CutText.To("a***", 5, s_discord));

    [Fact]
    public void Bytes_are_counted_for_ntfy_and_characters_for_Discord() => Assert.Equal(
        ("ää…", "ääää…"), (CutText.To("äääää", 8, s_ntfy), CutText.To("ääääää", 5, s_discord)));

    [Fact]
    public void Any_text_arrives_whole_or_cut_within_the_limits_and_calls_nobody()
    {
        var pieces = Gen.Elements("a", "@everyone", "<@&1>", "`", "```", "👩‍👩‍👧‍👦", "🇩🇪", "\ud800", "\udc00", "\n", "\r\n", "\u202e", "\u2066", "e\u0301", "$(id)", "\"", "\\", "\0", "[x](https://example.com)", "漢", " ", new string('x', 1000), new string('*', 500));
        Check.QuickThrowOnFailure(Prop.ForAll(Gen.ArrayOf(pieces).ArrayOf().ToArbitrary(), async texts =>
        {
            using var discord = new FakeDiscord();
            using var ntfy = new FakeNtfy();
            Message message = new([.. texts.Select(parts => string.Concat(parts)).Prepend("").Select(text => new NotifiedEvent.BuildFailed(text, "id", text))]);

            Assert.IsType<Delivered.Told>(await Delivery(discord).DeliverAsync(News.Discord, message, CancellationToken.None));
            Assert.IsType<Delivered.Told>(await Delivery(ntfy).DeliverAsync(News.Ntfy, message, CancellationToken.None));
        }));
    }

    [Fact]
    public async Task Ten_thousand_characters_arrive_as_far_as_there_is_room()
    {
        using var ntfy = new FakeNtfy();
        var text = string.Concat(Enumerable.Repeat(Nasty, 100));

        Assert.IsType<Delivered.Told>(await Delivery(ntfy).DeliverAsync(News.Ntfy, News.Failed(why: text), CancellationToken.None));

        var arrived = Assert.Single(ntfy.Taken).GetProperty("message").GetString()!;
        Assert.EndsWith("…", arrived, StringComparison.Ordinal);
        Assert.StartsWith(arrived[..^1], text, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(arrived), 4050, 4096);
    }

    private static SinkDelivery Delivery(FakeSink sink) => new(sink.Client(), "1.0", new DeliveryLimits { Attempts = 1 }, TimeProvider.System);
}
