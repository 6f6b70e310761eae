using System.Text;

namespace RegistryJanitor.Daemon;

/// <summary>Carries the output of a child to a callback, line by line, until the other end closes, or the child is gone and nothing more comes.</summary>
internal sealed class LinePump(StreamReader from, Action<string> onLine, Task childGone, TimeProvider clock, CancellationToken stop)
{
    /// <summary>A longer line comes in pieces of this many characters: a child cannot make us hold a gigabyte.</summary>
    internal const int LongestLine = 64 * 1024;

    /// <summary>How long a silent pipe is listened to once the child is gone: something that it left behind may hold it open for ever.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(250);

    private readonly StringBuilder _line = new();

    internal async Task RunAsync()
    {
        var buffer = new char[8192];
        while (await ReadAsync(buffer) is var count and > 0)
            Take(buffer.AsSpan(0, count));
        if (_line.Length > 0)
            Emit();
    }

    private async Task<int> ReadAsync(Memory<char> buffer)
    {
        using var givenUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var read = from.ReadAsync(buffer, givenUp.Token).AsTask();
        await Task.WhenAny(read, childGone);
        // What the child said last is in the pipe long after it is gone, when this process has not come to read it: a busy machine, a pool without a free thread.
        do
        {
            if (!read.IsCompleted)
                await Task.WhenAny(read, Task.Delay(Patience, clock));
        }
        while (!read.IsCompleted && !stop.IsCancellationRequested && PipeInput.IsReady(from.BaseStream));
        if (!read.IsCompleted)
            await givenUp.CancelAsync();
        try
        {
            return await read;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }

    private void Take(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var piece = end < 0 ? text : text[..end];
            var room = LongestLine - _line.Length;
            if (piece.Length > room)
            {
                _line.Append(piece[..room]);
                text = text[room..];
                Emit();
                continue;
            }

            _line.Append(piece);
            if (end < 0)
                return;
            if (_line.Length > 0 && _line[^1] == '\r')
                _line.Length--;
            Emit();
            text = text[(end + 1)..];
        }
    }

    private void Emit()
    {
        var whole = _line.ToString();
        _line.Clear();
        onLine(whole);
    }
}
