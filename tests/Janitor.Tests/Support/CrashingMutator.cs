using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Stops the world before operation <paramref name="at"/>, as SIGKILL does: nothing more is done, not even by clean-up.</summary>
internal sealed class CrashingMutator(IStorageMutator inner, int at) : IStorageMutator
{
    private readonly ObservedMutator _observed = new(inner)
    {
        Before = operation => operation.Number < at ? default : throw new Crash(operation),
    };

    public Errno Rename(string from, string to) => _observed.Rename(from, to);

    public Errno Unlink(string path) => _observed.Unlink(path);

    public Errno RemoveEmptyDirectory(string path) => _observed.RemoveEmptyDirectory(path);

    public Errno SyncDirectory(string path) => _observed.SyncDirectory(path);

    internal sealed class Crash(Operation operation) : Exception($"killed before {operation}");
}
