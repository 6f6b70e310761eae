using RegistryJanitor.Daemon.Tests;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties.Stores;

/// <summary>One thing that happened to a store, whole: where it is left out, what is left is a sound store, too.</summary>
/// <param name="At">When.</param>
/// <param name="Text">In words for people, with the short names of what it writes.</param>
/// <param name="Write">Does it.</param>
internal sealed record Statement(DateTimeOffset At, string Text, Action<TempStore> Write)
{
    public override string ToString() => $"{Age} {Text}";

    private string Age => At > FakeClock.Start ? "    ahead" : $"{FakeClock.Start - At:d'd 'hh':'mm}";
}
