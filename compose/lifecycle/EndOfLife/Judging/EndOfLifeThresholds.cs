using RegistryJanitor.Lifecycle.Configuration;

namespace RegistryJanitor.Lifecycle.EndOfLife.Judging;

/// <summary>How many days before its end something is worth a word.</summary>
/// <param name="CriticalDays">0 or more.</param>
/// <param name="WarnDays">Not fewer.</param>
public sealed record EndOfLifeThresholds(int CriticalDays, int WarnDays)
{
    /// <summary>As the file and the environment say. Warnings never come later than what is critical, whoever sets that.</summary>
    public static EndOfLifeThresholds Of(EndOfLifeSection section, LifecycleSettings settings)
    {
        var critical = settings.CriticalDays ?? section.CriticalDays;
        return new EndOfLifeThresholds(critical, Math.Max(critical, section.WarnDays));
    }

    /// <summary>What so many days left mean. The day of the end itself is the last one that is supported.</summary>
    public EndOfLifeState Of(int daysLeft) => daysLeft switch
    {
        < 0 => EndOfLifeState.Expired,
        _ when daysLeft <= CriticalDays => EndOfLifeState.Critical,
        _ when daysLeft <= WarnDays => EndOfLifeState.Warning,
        _ => EndOfLifeState.Ok,
    };
}
