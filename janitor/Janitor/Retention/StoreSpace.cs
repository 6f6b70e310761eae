namespace RegistryJanitor.Retention;

/// <summary>How much space there is.</summary>
/// <param name="StoreBytes">What all blobs take.</param>
/// <param name="FreeBytes">Of the file system, for the registry to write.</param>
/// <param name="TotalBytes">Of the file system.</param>
public sealed record StoreSpace(long StoreBytes, long FreeBytes, long TotalBytes);
