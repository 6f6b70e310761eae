namespace RegistryJanitor.Storage;

/// <summary>What a directory entry is.</summary>
public enum EntryKind
{
    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A symbolic link; never followed.</summary>
    SymbolicLink,

    /// <summary>A device, socket or pipe.</summary>
    Other,
}
