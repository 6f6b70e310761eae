namespace RegistryJanitor.Tests.Support;

/// <summary>
/// For classes that take a lease or start a process. A child that is just being started holds, until its exec, whatever this process has open,
/// another test's lease too; that test's pass would then wait on a clock that nobody moves. A janitor starts its only child under its own lease.
/// </summary>
internal static class OneAtATime
{
    public const string Collection = "leases and processes";
}
