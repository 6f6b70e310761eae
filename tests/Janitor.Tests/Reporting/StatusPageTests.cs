using System.Globalization;
using RegistryJanitor.Daemon;
using RegistryJanitor.Daemon.Page;
using RegistryJanitor.Reporting;
using RegistryJanitor.Status;
using RegistryJanitor.Status.Page;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Reporting;

public sealed class StatusPageTests
{
    private const string Nasty = "</code><script>alert('x')</script><img src=x onerror=\"y\">&amp;";

    [Fact]
    public void Whatever_the_store_is_called_like_it_is_text_on_the_page()
    {
        var report = SampleStatus.Report(new StoreFault.Broken($"/store/{Nasty}", Nasty, Nasty));
        var failed = report with { Ended = report.Ended with { Result = new PassResult.Failed(Nasty) } };
        var view = SampleStatus.View(snapshot => snapshot with { Last = failed }) with
        {
            Health = new HealthVerdict(false, Nasty),
            Policy = Nasty,
            Version = Nasty,
            Next = NextPlan.Unknown(SampleStatus.Now, Nasty),
        };

        var page = StatusPage.Of(view);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("</code></code>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;img src=x onerror=&quot;y&quot;&gt;&amp;amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_asks_for_nothing_from_elsewhere()
    {
        var page = StatusPage.Of(SampleStatus.View());

        foreach (var word in (string[])["http:", "https:", "url(", "@import", "<script", "<link", "<img", " src=", "onload"])
            Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_pass_that_failed_stands_above_everything_else_with_its_reason()
    {
        var report = SampleStatus.Report() with { Account = null };
        var failed = report with { Ended = report.Ended with { Result = new PassResult.Failed("the disk is on fire") } };

        var page = StatusPage.Of(SampleStatus.View(snapshot => snapshot with { Last = failed }) with { Health = new HealthVerdict(false, "the last pass failed") });

        Assert.Contains("The last pass failed: the disk is on fire.", page, StringComparison.Ordinal);
        Assert.Contains(">failing</span>", page, StringComparison.Ordinal);
        Assert.Contains("<title>failing: registry-janitor</title>", page, StringComparison.Ordinal);
        Assert.True(page.IndexOf("id=\"faults\"", StringComparison.Ordinal) < page.IndexOf("id=\"size\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_fault_nothing_is_said_to_be_broken() =>
        Assert.DoesNotContain("What is broken", StatusPage.Of(SampleStatus.View(snapshot => snapshot with { Last = SampleStatus.Report() })), StringComparison.Ordinal);

    [Fact]
    public void That_space_is_short_is_said_among_what_is_broken()
    {
        var report = SampleStatus.Report();
        var page = StatusPage.Of(SampleStatus.View(snapshot => snapshot with { Last = report with { Account = report.Account! with { Space = "Space is short: 4% <free>." } } }));

        Assert.Contains("<p id=\"space\">Space is short: 4% &lt;free&gt;.</p>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1, "1 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(10_188, "9.9 KiB")]
    [InlineData(10_200, "10.0 KiB")]
    [InlineData(1_048_575, "1.0 MiB")]
    [InlineData(1_288_490_189, "1.2 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Bytes_are_for_people_and_exact_at_once(long bytes, string people) => Assert.Equal(
        string.Create(CultureInfo.InvariantCulture, $"<data value=\"{bytes}\">{people}</data>"), Figures.Bytes(bytes).ToString());
}
