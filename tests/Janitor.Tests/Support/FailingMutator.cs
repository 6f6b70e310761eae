using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Fails the operations that a test picks, and does the others.</summary>
internal sealed class FailingMutator(IStorageMutator inner, Func<Operation, bool> which, Errno error) : IStorageMutator
{
    private readonly ObservedMutator _observed = new(inner) { Before = operation => which(operation) ? error : default };

    /// <summary>EIO.</summary>
    public static Errno InputOutput { get; } = new(5);

    /// <summary>ENOSPC.</summary>
    public static Errno NoSpace { get; } = new(28);

    public IReadOnlyList<Operation> Operations => _observed.Operations;

    public Errno Rename(string from, string to) => _observed.Rename(from, to);

    public Errno Unlink(string path) => _observed.Unlink(path);

    public Errno RemoveEmptyDirectory(string path) => _observed.RemoveEmptyDirectory(path);

    public Errno SyncDirectory(string path) => _observed.SyncDirectory(path);
}
