namespace RegistryJanitor.Tests.Support;

internal enum Verb
{
    Rename,
    Unlink,
    RemoveEmptyDirectory,
    SyncDirectory,
}
