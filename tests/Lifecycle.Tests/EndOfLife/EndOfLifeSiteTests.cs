using RegistryJanitor.Lifecycle.EndOfLife.Site;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class EndOfLifeSiteTests : IDisposable
{
    private const string Releases = """{"name":"3.21","isEol":false,"eolFrom":"2026-11-01","latest":{"name":"3.21.7","date":"2026-04-15"}}""";
    private const string Old = """[{"cycle":"3.21","eol":"2026-11-01"}]""";

    private readonly FakeSite _site = new();
    private readonly FakeClock _clock = new();

    private SiteLimits Limits { get; set; } = new() { Pause = TimeSpan.Zero, Request = Timeout.InfiniteTimeSpan };

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task One_product_is_one_request()
    {
        _site.Publish("alpine-linux", Releases);

        var known = Assert.IsType<SiteAnswer.Known>(await AskAsync("alpine-linux"));

        Assert.Equal(("alpine-linux", "3.21", new SiteTag(SiteEdition.V1, "\"1\"")), (known.Canonical, Assert.Single(known.Cycles).Name, known.Tag));
        Assert.Equal(["/api/v1/products/alpine-linux"], _site.Paths, StringComparer.Ordinal);
    }

    [Fact]
    public async Task An_alias_is_followed_and_the_sites_own_name_is_known()
    {
        _site.Publish("alpine-linux", Releases);
        _site.Give("/api/v1/products/alpine", FakeAnswer.Moved("/api/v1/products/alpine-linux"));

        Assert.Equal("alpine-linux", Assert.IsType<SiteAnswer.Known>(await AskAsync("alpine")).Canonical);
    }

    [Fact]
    public async Task What_did_not_change_is_not_sent_again_also_behind_an_alias()
    {
        _site.Publish("alpine-linux", Releases);
        _site.Give("/api/v1/products/alpine", FakeAnswer.Moved("/api/v1/products/alpine-linux"));

        Assert.IsType<SiteAnswer.Same>(await AskAsync("alpine", new SiteTag(SiteEdition.V1, "\"1\"")));
        Assert.IsType<SiteAnswer.Known>(await AskAsync("alpine", new SiteTag(SiteEdition.V0, "\"1\"")));
    }

    [Fact]
    public async Task A_site_of_the_old_edition_alone_serves_too()
    {
        _site.Give("/api/alpine.json", FakeAnswer.Moved("/api/alpine-linux.json"));
        _site.Give("/api/alpine-linux.json", FakeAnswer.Json(Old) with { Headers = ["ETag: W/\"7\""] });

        var known = Assert.IsType<SiteAnswer.Known>(await AskAsync("alpine"));

        Assert.Equal(("alpine-linux", new SiteTag(SiteEdition.V0, "W/\"7\"")), (known.Canonical, known.Tag));
    }

    [Fact]
    public async Task A_page_that_says_404_means_that_there_is_no_such_product()
    {
        Assert.IsType<SiteAnswer.NotThere>(await AskAsync("nothing"));
        Assert.Equal(["/api/v1/products/nothing", "/api/nothing.json"], _site.Paths, StringComparer.Ordinal);
    }

    [Fact]
    public async Task A_page_that_says_200_is_no_answer()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(200, "<html>log in</html>") { Type = "text/html" });
        _site.Give("/api/alpine.json", new FakeAnswer(200, "<html>log in</html>") { Type = "text/html" });

        Assert.Equal("gives a page or half an answer instead of JSON", Assert.IsType<SiteAnswer.Odd>(await AskAsync("alpine")).Cause);
    }

    [Theory]
    [InlineData("https://example.org/api/v1/products/alpine", "redirects to https://example.org, which is another site")]
    [InlineData("http://localhost:1/", "redirects to http://localhost:1, which is another site")]
    [InlineData("//127.0.0.1:1/x", "redirects to http://127.0.0.1:1, which is another site")]
    [InlineData("file:///etc/passwd", "which is another site")]
    [InlineData("/api/v1/products/alpine", "redirects without end")]
    public async Task A_redirect_leads_nowhere_else(string to, string words)
    {
        _site.Give("/api/v1/products/alpine", FakeAnswer.Moved(to));
        Assert.Contains(words, Assert.IsType<SiteAnswer.Odd>(await AskAsync("alpine")).Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trouble_of_the_site_is_waited_out()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(503, "busy"), new FakeAnswer(200, Envelope) { Missing = 10 }, FakeAnswer.Json(Envelope));
        Assert.IsType<SiteAnswer.Known>(await AskAsync("alpine"));
    }

    [Theory]
    [InlineData(500, "has trouble of its own (HTTP 500)", 3)]
    [InlineData(502, "has trouble of its own (HTTP 502)", 3)]
    [InlineData(403, "refuses with HTTP 403", 1)]
    public async Task Trouble_that_lasts_is_told(int status, string cause, int requests)
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(status, "<html>"));
        Assert.Equal(cause, Assert.IsType<SiteAnswer.Failed>(await AskAsync("alpine")).Cause);
        Assert.Equal(requests, _site.Requests.Count);
    }

    [Fact]
    public async Task Half_an_answer_is_none()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(200, Envelope) { Missing = 10 });
        Assert.Equal("broke the connection off", Assert.IsType<SiteAnswer.Failed>(await AskAsync("alpine")).Cause);

        _site.Give("/api/v1/products/alpine", FakeAnswer.Json(Envelope[..^20]));
        Assert.IsType<SiteAnswer.Odd>(await AskAsync("alpine"));
    }

    [Fact]
    public async Task An_answer_without_end_is_broken_off()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(200, "{") { Endless = 50 * 1024 * 1024 });
        Assert.Equal("sends more than 4194304 bytes", Assert.IsType<SiteAnswer.Failed>(await AskAsync("alpine")).Cause);
        Assert.Single(_site.Requests);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        Limits = Limits with { Request = TimeSpan.FromSeconds(30) };
        _site.Answers["/api/v1/products/alpine"] = _ => new TaskCompletionSource<FakeAnswer>().Task;
        var asking = AskAsync("alpine");
        await _site.Asked;
        _clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("gave no whole answer within 30 s", Assert.IsType<SiteAnswer.Failed>(await asking).Cause);
    }

    [Fact]
    public async Task Who_asks_too_often_waits_as_long_as_the_site_says()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(429, "") { Headers = ["Retry-After: 20"] }, FakeAnswer.Json(Envelope));
        var asking = AskAsync("alpine");
        await _clock.SomebodyWaits();
        _clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Single(_site.Requests);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<SiteAnswer.Known>(await asking);
    }

    [Fact]
    public async Task A_long_wait_holds_for_every_product()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(429, "") { Headers = [$"Retry-After: {FakeClock.Start.AddHours(2):R}"] });
        using var client = Client();

        Assert.Equal(new SiteAnswer.Later(FakeClock.Start.AddHours(2)), await client.AskAsync("alpine", null, default));
        Assert.Equal(new SiteAnswer.Later(FakeClock.Start.AddHours(2)), await client.AskAsync("debian", null, default));
        Assert.Single(_site.Requests);
        _clock.Advance(TimeSpan.FromHours(2));
        Assert.IsType<SiteAnswer.NotThere>(await client.AskAsync("debian", null, default));
    }

    [Fact]
    public async Task No_wait_is_longer_than_a_day()
    {
        _site.Give("/api/v1/products/alpine", new FakeAnswer(429, "") { Headers = ["Retry-After: 999999999"] });
        Assert.Equal(new SiteAnswer.Later(FakeClock.Start.AddDays(1)), await AskAsync("alpine"));

        using var later = new EndOfLifeSite(_site.Address, "", Limits, _clock, FakeClock.Start.AddYears(30));
        Assert.IsType<SiteAnswer.NotThere>(await later.AskAsync("debian", null, default));
    }

    [Fact]
    public async Task A_site_that_is_not_there_is_told()
    {
        _site.Dispose();
        Assert.Equal("does not answer", Assert.IsType<SiteAnswer.Failed>(await AskAsync("alpine")).Cause);
    }

    private static string Envelope => $$$"""{"schema_version":"1.2.1","result":{"name":"alpine-linux","releases":[{{{Releases}}}]}}""";

    private EndOfLifeSite Client() => new(_site.Address, "0.1.0+abc", Limits, _clock);

    private async Task<SiteAnswer> AskAsync(string product, SiteTag? known = null)
    {
        using var client = Client();
        return await client.AskAsync(product, known, default);
    }
}
