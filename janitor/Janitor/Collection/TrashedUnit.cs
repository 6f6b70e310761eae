using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>A directory of the registry that lies in the trash, with what its link said when it was moved.</summary>
/// <param name="Path">Where it came from.</param>
/// <param name="LinkName">Its link, relative to <paramref name="Path"/>.</param>
/// <param name="Target">What the link named.</param>
/// <param name="Stamp">The link's stamp.</param>
public sealed record TrashedUnit(string Path, string LinkName, Digest Target, FileStamp Stamp);
