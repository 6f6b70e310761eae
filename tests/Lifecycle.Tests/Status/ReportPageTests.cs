using System.Text.Json;
using System.Text.RegularExpressions;
using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Json;
using RegistryJanitor.Lifecycle.Status.Page;
using RegistryJanitor.Lifecycle.Tests.Status.Support;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Status;

public sealed partial class ReportPageTests
{
    [Fact]
    public async Task The_page_reads_like_this()
    {
        using var stage = new StatusStage().Filled();

        Golden.Matches("report.html", ReportPage.Of(await stage.GatherAsync()));
    }

    [Fact]
    public async Task Whatever_others_write_is_text_on_the_page()
    {
        const string nasty = "</code></pre><script>alert('x')</script><img src=x onerror=\"y\">&amp;\r\n<h1>";
        using var stage = new StatusStage($"{StatusStage.Configuration}\n    {nasty.ReplaceLineEndings(" ")}\n").Filled();
        stage.Mirror("evil", nasty, nasty, (nasty, nasty));
        stage.Result("evil-1", nasty, nasty, nasty, StatusStage.At(20, 8), 'a', nasty);
        stage.Janitor = new JanitorReading.Told(new JanitorStatus(false, nasty) { Next = new JanitorPlan(StatusStage.At(20, 9), [new(nasty, nasty, nasty)], 1, 0) { Why = nasty } });

        var page = ReportPage.Of(await stage.GatherAsync());

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.Single(Heading().Matches(page));
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;img src=x onerror=&quot;y&quot;&gt;&amp;amp;", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_asks_for_nothing_from_elsewhere()
    {
        using var stage = new StatusStage().Filled();
        var page = ReportPage.Of(await stage.GatherAsync());

        foreach (var word in (string[])["url(", "@import", "<script", "<link", "<img", " src=", " href=", "onload"])
            Assert.DoesNotContain(word, page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_days_on_the_page_are_those_of_the_document_for_programs()
    {
        using var stage = new StatusStage().Filled();
        var report = await stage.GatherAsync();

        using var document = JsonDocument.Parse(StatusJson.Text(report));
        var told = document.RootElement.GetProperty("base_images").EnumerateArray().Concat(document.RootElement.GetProperty("images").EnumerateArray())
            .Select(image => image.GetProperty("end_of_life")).Where(life => life.ValueKind is JsonValueKind.Object && life.GetProperty("days_left").ValueKind is JsonValueKind.Number)
            .Select(life => life.GetProperty("days_left").GetInt32());

        Assert.Equal([346, 56, 11, -233, 588, 346], told);
        Assert.Equal(told, Days().Matches(ReportPage.Of(report)).Select(match => int.Parse(match.Groups["days"].Value)));
    }

    [GeneratedRegex("<h1", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("<data value=\"(?<days>-?[0-9]+)\">[0-9]+ days? (left|over)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Days();
}
