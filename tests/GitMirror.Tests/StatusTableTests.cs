using RegistryJanitor.GitMirror.Configuration;
using RegistryJanitor.GitMirror.Listing;
using RegistryJanitor.GitMirror.Reporting;
using RegistryJanitor.GitMirror.State;
using RegistryJanitor.GitMirror.Tests.Support;

namespace RegistryJanitor.GitMirror.Tests;

public sealed class StatusTableTests : IAsyncLifetime
{
    private static readonly Mirror s_app = new(new("app"), GitUrl.Read("https://example.org/app.git", new UrlRules(false, false)).Url!, RefPattern.HeadsAndTags);

    private readonly Stage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public void A_state_that_somebody_cut_short_ends_no_table()
    {
        Write(State with { DefaultBranch = "x", New = "ab" });

        Assert.Contains("app     ok     x               ab", Table(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_control_character_of_a_state_or_a_project_reaches_the_terminal()
    {
        Write(State with { DefaultBranch = "refs/heads/\u001b[31mred", Fault = new FaultRecord("git-failed", "git says: \u001b]0;title\a", "cure\u009b") });
        using var output = new StringWriter();
        StatusTable.Write([new UnreadyProject("team/\u001b[2J", new MirrorFault.NotGit())], output);

        Assert.DoesNotContain((Table() + output).Replace("\n", "", StringComparison.Ordinal), char.IsControl);
    }

    [Fact]
    public void A_fault_of_the_destination_is_seen_in_the_metrics()
    {
        var state = State with { Destination = new DestinationState { Address = "https://example.net/app.git", Fault = new FaultRecord("push-forbidden", "cause", "cure"), Failures = 3 } };
        var metrics = MirrorMetrics.Of(PassReport.None("mirrors.yaml") with { Listing = new MirrorListing([s_app], []) }, null, _ => state, _ => null).ToList();

        Assert.Equal("push-forbidden", Assert.Single(metrics.Find(metric => metric.Name is "git_mirror_state")!.Samples).Labels[1].Value);
        Assert.Equal(3, Assert.Single(metrics.Find(metric => metric.Name is "git_mirror_failures")!.Samples).Value);
    }

    private static MirrorState State => new() { Mirror = "app", Upstream = "https://example.org/app.git", Outcome = "changed", Reason = "once", TriedAt = DateTimeOffset.UnixEpoch };

    private void Write(MirrorState state)
    {
        Directory.CreateDirectory(_stage.Layout.Mirrors);
        StateFile.Write(_stage.Layout.State(s_app.Name), state);
    }

    private string Table()
    {
        using var output = new StringWriter();
        StatusTable.Write([s_app], _stage.Layout, DateTimeOffset.UnixEpoch, output);
        return output.ToString();
    }
}
