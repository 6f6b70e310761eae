using System.Globalization;

namespace RegistryJanitor.BuildRunner.PlainHttp;

/// <summary>The body of an answer: so many bytes, chunks (RFC 9112, section 7.1), or all until the connection ends.</summary>
/// <param name="reader">The connection; ended with the stream.</param>
/// <param name="length">In bytes; null: until the end, or as the chunks say.</param>
/// <param name="chunked">Whether it comes in chunks.</param>
internal sealed class ResponseBody(ResponseReader reader, long? length, bool chunked = false) : Stream
{
    private const int LongestChunkSize = 15;

    private long _left = length ?? (chunked ? 0 : long.MaxValue);
    private bool _begun;
    private bool _ended;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (chunked && _left == 0 && !_ended)
            await NextChunkAsync(cancellationToken);
        if (_left == 0)
            return 0;
        var read = await reader.ReadAsync(buffer.Length > _left ? buffer[..(int)_left] : buffer, cancellationToken);
        if (read == 0 && (chunked || length is not null))
            throw new IOException("the connection ended before the answer did");
        _left = read == 0 ? 0 : _left - read;
        return read;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("it is read asynchronously");

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            reader.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask NextChunkAsync(CancellationToken cancel)
    {
        if (_begun && (await reader.LineAsync(cancel)).Length > 0)
            throw new IOException("a chunk of the answer is longer than it says");
        _begun = true;
        var line = await reader.LineAsync(cancel);
        // Behind a semicolon are extensions, which nobody has.
        var size = line.Split(';', 2)[0].Trim();
        if (size.Length > LongestChunkSize || !long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left))
            throw new IOException("a chunk of the answer does not say how long it is");
        if (_left > 0)
            return;
        // Trailers.
        while ((await reader.LineAsync(cancel)).Length > 0)
        {
        }

        _ended = true;
    }
}
