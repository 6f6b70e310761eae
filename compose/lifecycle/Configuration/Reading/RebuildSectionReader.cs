using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the section <c>rebuild</c>.</summary>
internal static class RebuildSectionReader
{
    private const int Day = 24 * 60 * 60;
    private const int Week = 7 * Day;
    private const int ShortestPoll = 60;
    private const int MostImages = 10_000;

    internal static RebuildSection Read(YamlSection section)
    {
        var usual = RebuildSection.Default;
        var rebuild = new RebuildSection
        {
            IsEnabled = section.Switch("enabled") ?? usual.IsEnabled,
            Settle = Seconds(section, "settle_secs", 0, Day) ?? usual.Settle,
            Cooldown = Seconds(section, "cooldown_secs", 0, Week) ?? usual.Cooldown,
            MaxWave = section.Number("max_wave", 1, MostImages) ?? usual.MaxWave,
            Poll = Seconds(section, "poll_secs", ShortestPoll, Week) ?? usual.Poll,
        };
        section.RefuseOthers();
        return rebuild;
    }

    private static TimeSpan? Seconds(YamlSection section, string key, int min, int max) => section.Number(key, min, max) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
