namespace RegistryJanitor.Status;

/// <summary>
/// What a pass over a million blobs has learnt is a hundred megabytes, and nobody needs it any more. Left to itself .NET would keep them until the next
/// pass asks for as much again; beside a registry, memory is worth more than the milliseconds.
/// </summary>
internal static class IdleMemory
{
    /// <summary>To be called when a long piece of work is over.</summary>
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
