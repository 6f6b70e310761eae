using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>Lets a test act before and after single operations. Safe for several threads; the numbers are in the order of arrival.</summary>
internal sealed class ObservedMutator(IStorageMutator inner) : IStorageMutator
{
    private readonly Lock _gate = new();

    /// <summary>May answer with an error; the operation is not done then.</summary>
    public Func<Operation, Errno> Before { get; init; } = _ => default;

    /// <summary>Comes after an operation that succeeded.</summary>
    public Action<Operation> After { get; init; } = _ => { };

    /// <summary>What was asked for so far.</summary>
    public List<Operation> Operations { get; } = [];

    public Errno Rename(string from, string to) => Do(Verb.Rename, from, to, () => inner.Rename(from, to));

    public Errno Unlink(string path) => Do(Verb.Unlink, path, to: null, () => inner.Unlink(path));

    public Errno RemoveEmptyDirectory(string path) => Do(Verb.RemoveEmptyDirectory, path, to: null, () => inner.RemoveEmptyDirectory(path));

    public Errno SyncDirectory(string path) => Do(Verb.SyncDirectory, path, to: null, () => inner.SyncDirectory(path));

    private Errno Do(Verb verb, string path, string? to, Func<Errno> change)
    {
        Operation operation;
        lock (_gate)
            Operations.Add(operation = new Operation(Operations.Count + 1, verb, path, to));
        var error = Before(operation);
        if (error != default)
            return error;
        error = change();
        if (error == default)
            After(operation);
        return error;
    }
}
