namespace RegistryJanitor.Storage;

/// <summary>A push in flight, or one that was given up.</summary>
/// <param name="Id">The name of its directory, the registry's UUID.</param>
/// <param name="LastWrite">When anything in it was last written, UTC. The registry's own <c>startedat</c> may be missing or empty.</param>
/// <param name="Data">The stamp of the bytes that have arrived so far; null when there are none.</param>
public sealed record UploadSnapshot(string Id, DateTimeOffset LastWrite, FileStamp? Data);
