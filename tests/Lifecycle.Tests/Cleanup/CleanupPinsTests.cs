using RegistryJanitor.Lifecycle.Cleanup;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Cleanup;

public sealed class CleanupPinsTests
{
    private const string Source = "up.example.com/alpine";
    private const string Target = "r.example.com/alpine";

    private static readonly LifecycleFile s_file = Given.File($"sync: {{ entries: [{{ source: {Source}, tag_regex: '^3\\.\\d+$', keep_last: 2, target: {Target} }}] }}");
    private static readonly Shelf s_shelf = new Shelf(Target).Tag("3.9", 9, 900).Tag("3.10", 10, 900).Tag("3.11", 11, 900).Tag("edge", 1, 900);

    [Fact]
    public void What_sync_has_selected_stays() =>
        Assert.Equal("3.9", Pinned(Known("ok", "3.9")));

    [Fact]
    public void Without_a_record_of_what_sync_has_selected_what_it_would_select_of_what_is_there_stays()
    {
        Assert.Equal("3.11 3.10", Pinned(new SyncState()));
        Assert.Equal("3.11 3.10", Pinned(Known("failed")));
        Assert.Equal("3.11 3.10", Pinned(new SyncState { Entries = [new SyncEntryRecord("other.example.com/alpine", Target) { Result = "ok" }] }));
    }

    [Fact]
    public void An_entry_that_selects_nothing_keeps_nothing() => Assert.Equal("", Pinned(Known("ok")));

    private static SyncState Known(string result, params string[] tags) => new()
    {
        Entries = [new SyncEntryRecord(Source, Target) { Result = result, Tags = [.. tags.Select(tag => new TagRecord(tag) { TargetDigest = $"{Shelf.Of(9)}" })] }],
    };

    private static string Pinned(SyncState state) => string.Join(' ', CleanupPins.Of(s_file, state, [s_shelf.Seen]).Select(pin => pin.Image.Tag!.Value));
}
