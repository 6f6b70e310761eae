namespace RegistryJanitor.BuildRunner.Sources;

/// <summary>Counts what a context takes, and refuses it before its disk is full.</summary>
internal sealed class ContextTally(ContextLimits limits)
{
    private long _bytes;
    private int _entries;

    internal void Entry()
    {
        if (++_entries > limits.Entries)
            throw new ContextRefusedException($"the context has more than {limits.Entries} files and directories");
    }

    /// <summary>To be called before the bytes are written.</summary>
    internal void Bytes(long count)
    {
        _bytes += count;
        if (_bytes > limits.Bytes)
            throw new ContextRefusedException($"the context has more than {limits.Bytes} bytes; leave out what the build does not need");
    }
}
