using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Reporting;

namespace RegistryJanitor.Tests.Reporting;

public sealed class ProgressLineTests : IDisposable
{
    private readonly FakeClock _clock = new();
    private readonly StringWriter _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void What_takes_less_than_a_second_says_nothing()
    {
        using (var line = ProgressLine.On(_terminal, _clock))
        {
            line.Enter("listing blobs");
            _clock.Advance(TimeSpan.FromMilliseconds(900));
        }

        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void What_takes_longer_says_what_it_is_at_and_takes_that_away_at_the_end()
    {
        using (var line = ProgressLine.On(_terminal, _clock))
        {
            line.Enter("listing blobs");
            _clock.Advance(TimeSpan.FromSeconds(1));
            line.Enter("counting");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal("\r\e[Kjanitor: listing blobs, 1 s\r\e[Kjanitor: counting, 2 s\r\e[K", _terminal.ToString());
    }
}
