namespace RegistryJanitor.Lifecycle.Status.Json;

/// <summary>The janitor in a <see cref="StatusDocument"/>.</summary>
/// <param name="State"><c>not-asked</c>, <c>silent</c> or <c>told</c>.</param>
/// <param name="Why">Why it is silent; null: it is not.</param>
/// <param name="Status">What it tells; null: nothing.</param>
public sealed record JanitorEntry(string State, string? Why, JanitorStatus? Status)
{
    /// <summary>Of what came of asking.</summary>
    public static JanitorEntry Of(JanitorReading reading) => reading switch
    {
        JanitorReading.Told told => new JanitorEntry("told", null, told.Status),
        JanitorReading.Silent silent => new JanitorEntry("silent", silent.Why, null),
        _ => new JanitorEntry("not-asked", null, null),
    };
}
