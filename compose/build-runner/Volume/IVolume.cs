namespace RegistryJanitor.BuildRunner.Volume;

/// <summary>The few things that change what runners share. Each either happens or does not, whoever else does the same at the same moment.</summary>
public interface IVolume
{
    /// <summary>Renames a file; false when there is none any more, because another runner was faster. What has the new name already is replaced.</summary>
    /// <exception cref="IOException">Anything else.</exception>
    bool Rename(string from, string to);

    /// <summary>Renames a file onto a name that nobody has; false when there is no such file any more, or the name is taken.</summary>
    /// <exception cref="IOException">Anything else.</exception>
    bool RenameUnlessTaken(string from, string to);

    /// <summary>Makes a whole file under a name that nobody has; false when somebody has it. Of any number that try, one succeeds.</summary>
    /// <exception cref="IOException">Anything else; the file is not there, unless only the sync of the directory failed.</exception>
    bool Publish(string path, ReadOnlyMemory<byte> content);

    /// <summary>Writes a small file whose age alone counts; creates it when need be.</summary>
    /// <exception cref="IOException">It may be empty now.</exception>
    void Touch(string path);

    /// <summary>Removes a file; nothing happens when there is none.</summary>
    /// <exception cref="IOException">It is still there.</exception>
    void Unlink(string path);

    /// <summary>Removes a directory with everything in it, never what a symbolic link in it leads to; nothing happens when there is none.</summary>
    /// <exception cref="IOException">Something of it is still there.</exception>
    void RemoveTree(string path);
}
