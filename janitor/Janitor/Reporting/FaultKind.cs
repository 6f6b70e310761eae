using System.Collections.Immutable;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Reporting;

/// <summary>The kinds of faults, as reports and metrics name them.</summary>
internal static class FaultKind
{
    private const string Unreadable = "unreadable";
    private const string Undeleted = "undeleted";
    private const string Stray = "stray";
    private const string Broken = "broken";

    /// <summary>All of them, the gravest first.</summary>
    public static ImmutableArray<string> All { get; } = [Unreadable, Undeleted, Broken, Stray];

    /// <summary>The kind of a fault.</summary>
    public static string Of(StoreFault fault) => fault switch
    {
        StoreFault.Unreadable => Unreadable,
        StoreFault.Undeleted => Undeleted,
        StoreFault.Broken => Broken,
        StoreFault.Stray => Stray,
        _ => throw new InvalidOperationException("A fault has four kinds."),
    };
}
