using RegistryJanitor.Lifecycle.Status;
using RegistryJanitor.Lifecycle.Status.Gathering;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

namespace RegistryJanitor.Lifecycle.Tests.Status;

public sealed class JanitorSourceTests : IDisposable
{
    private const string Path = "/status.json";

    private readonly FakeSite _site = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task What_it_tells_is_in_the_report()
    {
        _site.Give(Path, FakeAnswer.Json("""
            { "schema": 1, "janitor": "1.0", "healthy": true, "health": "well", "lastPass": { "ended": "2026-11-20T09:00:00Z", "succeeded": true, "why": null, "tagsEvicted": 0, "bytesReclaimed": 0 },
              "lastReclaim": { "ended": "2026-11-19T09:00:00Z", "succeeded": true, "tagsEvicted": 3, "bytesReclaimed": 4096 },
              "next": { "at": "2026-11-20T09:30:00Z", "why": null, "tagsEvicted": 7, "bytesReclaimed": 1, "bytesLater": 2, "tags": [{ "repository": "a", "tag": "b", "reason": "c" }] },
              "space": { "freeBytes": 10, "sizeBytes": 20 } }
            """));

        var status = Assert.IsType<JanitorReading.Told>(await AskAsync()).Status;

        Assert.Equal((true, "well", 10L, 20L), (status.IsHealthy, status.Health, status.FreeBytes!.Value, status.SizeBytes!.Value));
        Assert.Equal((3L, 4096L), (status.LastReclaim!.TagsEvicted, status.LastReclaim.BytesReclaimed));
        Assert.Equal((7L, new PlannedEviction("a", "b", "c")), (status.Next!.EvictedCount, Assert.Single(status.Next.Evicted)));
    }

    [Theory]
    [InlineData("{ \"schema\": 2 }", "does not understand")]
    [InlineData("[]", "no status")]
    [InlineData("<html>", "no status")]
    public async Task An_answer_that_is_none_is_one_sentence(string body, string told)
    {
        _site.Give(Path, FakeAnswer.Json(body));

        Assert.Contains(told, Assert.IsType<JanitorReading.Silent>(await AskAsync()).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_knows_no_such_path_says_with_which_number() =>
        Assert.Contains("404", Assert.IsType<JanitorReading.Silent>(await AskAsync()).Why, StringComparison.Ordinal);

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_it()
    {
        _site.Give(Path, FakeAnswer.Json("") with { Endless = 100 * 1024 * 1024 });

        Assert.Contains("more than 1 MiB", Assert.IsType<JanitorReading.Silent>(await AskAsync()).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_never_answers_is_waited_for_no_longer_than_that()
    {
        _site.Answers[Path] = _ => new TaskCompletionSource<FakeAnswer>().Task;
        var asking = AskAsync();
        await _site.Asked;

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("within 10s", Assert.IsType<JanitorReading.Silent>(await asking).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_there_is_one_sentence()
    {
        var address = _site.Address;
        _site.Dispose();

        using var source = new JanitorSource(address, TimeSpan.FromSeconds(10), _clock);
        Assert.Contains("cannot be asked", Assert.IsType<JanitorReading.Silent>(await source.AskAsync(default)).Why, StringComparison.Ordinal);
    }

    private async Task<JanitorReading> AskAsync()
    {
        using var source = new JanitorSource(_site.Address, TimeSpan.FromSeconds(10), _clock);
        return await source.AskAsync(default);
    }
}
