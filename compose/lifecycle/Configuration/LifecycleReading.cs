namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>What came of reading the file.</summary>
/// <param name="File">What it says; of no use where there are mistakes.</param>
/// <param name="Mistakes">What is wrong with it, each <c>path:line:column: sentence</c>, in the order of the file.</param>
/// <param name="Notices">What of imglife's it says that has no effect here, in the same shape.</param>
public sealed record LifecycleReading(LifecycleFile File, IReadOnlyList<string> Mistakes, IReadOnlyList<string> Notices);
