using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Tests.Support;

/// <summary>A pass that tells of each of its borders once, in their order, before it goes on.</summary>
/// <param name="pass">The pass, of one thread.</param>
/// <param name="watched">Whose way to the trash is told of.</param>
/// <param name="at">What happens there.</param>
internal sealed class BorderedPass(StagedPass pass, Watched watched, Action<Border> at)
{
    private Border? _reached;

    public async Task<PassResult> RunAsync()
    {
        var result = await pass.NewPass(Observe, Enter).RunAsync(CancellationToken.None);
        Reach(Border.AfterThePass);
        return result;
    }

    private void Enter(PassPhase phase) => Reach(phase switch
    {
        PassPhase.Scan => Border.BeforeScan,
        PassPhase.Retain => Border.BeforeRetain,
        PassPhase.Inventory => Border.BeforeInventory,
        PassPhase.Mark => Border.BeforeMark,
        PassPhase.Plan => Border.BeforePlan,
        PassPhase.Evict => Border.BeforeEvict,
        PassPhase.Collect => Border.BeforeCollect,
        PassPhase.Settle => Border.AtTheEndOfTheSettle,
        PassPhase.Purge => Border.BeforePurge,
        _ => throw new ArgumentOutOfRangeException(nameof(phase), phase, "No test stops there."),
    });

    private ObservedMutator Observe(IStorageMutator mutator) => new(mutator)
    {
        Before = operation =>
        {
            if (_reached is null)
                Reach(Border.BeforeRecovery);
            if (operation.Verb is Verb.SyncDirectory)
                Reach(Border.BeforeCommit);
            if (MoveOf(operation) is { } moved)
                Reach(moved);
            return default;
        },
        After = operation =>
        {
            if (MoveOf(operation) is { } moved)
                Reach(moved + 1);
        },
    };

    private Border? MoveOf(Operation operation) =>
        operation.Verb is Verb.Rename && watched.Moves.TryGetValue(operation.Path, out var move) ? move : null;

    private void Reach(Border border)
    {
        if (_reached >= border)
            return;
        _reached = border;
        at(border);
    }
}
