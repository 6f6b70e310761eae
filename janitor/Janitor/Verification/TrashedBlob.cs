using RegistryJanitor.Storage;

namespace RegistryJanitor.Verification;

/// <summary>Where a blob is that a pass has moved away: a push that names it again has it back when that pass settles.</summary>
internal static class TrashedBlob
{
    /// <summary>The pass that has it in its trash, or null.</summary>
    public static PassId? Find(StorageLayout layout, Digest blob)
    {
        using var trash = OpenDirectory.TryOpen(layout.Trash, out var error);
        foreach (var name in DirectoryLister.Directories(trash, error, layout.Trash, _ => { }))
        {
            if (PassId.TryParse(name, out var pass) && File.Exists(layout.InTrash(pass, layout.BlobData(blob))))
                return pass;
        }

        return null;
    }
}
