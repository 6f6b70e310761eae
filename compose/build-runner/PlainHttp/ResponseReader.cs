using System.Net.Sockets;
using System.Text;

namespace RegistryJanitor.BuildRunner.PlainHttp;

/// <summary>What comes over a connection, by lines and by bytes.</summary>
internal sealed class ResponseReader(Socket socket) : IDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _from;
    private int _to;

    /// <summary>A line without its end.</summary>
    /// <exception cref="IOException">There is none, or it is longer than 16 KiB.</exception>
    public async ValueTask<string> LineAsync(CancellationToken cancel)
    {
        var end = -1;
        for (var seen = 0; (end = _buffer.AsSpan(_from + seen, _to - _from - seen).IndexOf((byte)'\n')) < 0;)
        {
            seen = _to - _from;
            if (_from > 0)
            {
                _buffer.AsSpan(_from, seen).CopyTo(_buffer);
                (_from, _to) = (0, seen);
            }

            var read = _to < _buffer.Length
                ? await socket.ReceiveAsync(_buffer.AsMemory(_to), cancel)
                : throw new IOException($"a line of the answer has more than {_buffer.Length} bytes");
            _to += read > 0 ? read : throw new IOException("the connection ended in the middle of the answer");
        }

        end = _buffer.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
        var line = Encoding.Latin1.GetString(_buffer.AsSpan(_from, end).TrimEnd((byte)'\r'));
        _from += end + 1;
        return line;
    }

    /// <summary>Some bytes; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> into, CancellationToken cancel)
    {
        if (_from == _to)
            return await socket.ReceiveAsync(into, cancel);
        var count = Math.Min(into.Length, _to - _from);
        _buffer.AsMemory(_from, count).CopyTo(into);
        _from += count;
        return count;
    }

    /// <summary>Ends the connection.</summary>
    public void Dispose() => socket.Dispose();
}
