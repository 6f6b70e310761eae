using RegistryJanitor.BuildRunner.Volume;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>A volume whose runner is killed after some changes: none comes after that.</summary>
internal sealed class CrashingVolume(IVolume volume, int changes) : IVolume
{
    private int _left = changes;

    public bool HasCrashed { get; private set; }

    public bool Rename(string from, string to) => Change(() => volume.Rename(from, to));

    public bool RenameUnlessTaken(string from, string to) => Change(() => volume.RenameUnlessTaken(from, to));

    public bool Publish(string path, ReadOnlyMemory<byte> content) => Change(() => volume.Publish(path, content));

    public void Touch(string path) => Change(() => volume.Touch(path));

    public void Unlink(string path) => Change(() => volume.Unlink(path));

    public void RemoveTree(string path) => Change(() => volume.RemoveTree(path));

    private void Change(Action change) => Change(() =>
    {
        change();
        return true;
    });

    private bool Change(Func<bool> change)
    {
        if (_left-- > 0)
            return change();
        HasCrashed = true;
        throw new Crash();
    }

    internal sealed class Crash : Exception;
}
