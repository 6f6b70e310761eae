namespace RegistryJanitor.Storage;

/// <summary>The four verbs for as long as a lease is held.</summary>
internal sealed class LeasedMutator(IStorageMutator inner, ILeaseHold hold) : IStorageMutator
{
    public Errno Rename(string from, string to) => hold.Confirm() is var refused && refused != default ? refused : inner.Rename(from, to);

    public Errno Unlink(string path) => hold.Confirm() is var refused && refused != default ? refused : inner.Unlink(path);

    public Errno RemoveEmptyDirectory(string path) =>
        hold.Confirm() is var refused && refused != default ? refused : inner.RemoveEmptyDirectory(path);

    public Errno SyncDirectory(string path) => hold.Confirm() is var refused && refused != default ? refused : inner.SyncDirectory(path);
}
