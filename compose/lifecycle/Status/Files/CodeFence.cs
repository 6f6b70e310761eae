namespace RegistryJanitor.Lifecycle.Status.Files;

/// <summary>The block of code that a line of Markdown stands in, by the fence that opened it.</summary>
/// <remarks>Format: CommonMark 0.31, "Fenced code blocks"; in lists, too, so any indentation is one.</remarks>
/// <param name="Mark"><c>`</c> or <c>~</c>.</param>
/// <param name="Length">How many; at least as many close it. 0: there is no block.</param>
internal readonly record struct CodeFence(byte Mark, int Length)
{
    private const int Shortest = 3;

    /// <summary>No block.</summary>
    internal static CodeFence None { get; }

    /// <summary>What holds behind a line; the line that closes a block is behind it.</summary>
    /// <param name="line">Without white space around it.</param>
    internal CodeFence After(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty || line[0] is not ((byte)'`' or (byte)'~'))
            return this;
        var mark = line[0];
        var rest = line.TrimStart(mark);
        var length = line.Length - rest.Length;
        if (Length > 0)
            return mark == Mark && length >= Length && rest.IsEmpty ? None : this;
        // With another ` behind it is code in the middle of a line.
        return length >= Shortest && (mark is (byte)'~' || !rest.Contains((byte)'`')) ? new CodeFence(mark, length) : None;
    }
}
