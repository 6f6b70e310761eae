namespace RegistryJanitor.Tests.Support;

/// <summary>The moments of a pass at which something can happen beside it, in their order.</summary>
internal enum Border
{
    BeforeRecovery,
    BeforeScan,
    BeforeRetain,
    BeforeInventory,
    BeforeMark,
    BeforePlan,
    BeforeEvict,
    BetweenLookAndMoveOfTheTag,
    AfterMoveOfTheTag,
    BetweenLookAndMoveOfTheManifest,
    AfterMoveOfTheManifest,
    BetweenLookAndMoveOfTheLayerLink,
    AfterMoveOfTheLayerLink,
    BeforeCollect,
    BetweenLookAndMoveOfTheBlob,
    AfterMoveOfTheBlob,
    AtTheEndOfTheSettle,
    BeforeCommit,
    BeforePurge,
    AfterThePass,
}
