using System.Text;

namespace RegistryJanitor.Daemon;

/// <summary>Splits what git says with <c>-z</c>: records with a NUL after each, in UTF-8. The last one may lack it.</summary>
public static class NulRecords
{
    /// <summary>A longer record is cut here: a commit message cannot make us hold a gigabyte.</summary>
    public const int LongestRecord = 256 * 1024;

    /// <summary>Reads to the end.</summary>
    /// <param name="from">What git says.</param>
    /// <param name="onRecord">Gets each record without its NUL.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task ReadAsync(Stream from, Action<string> onRecord, CancellationToken cancel)
    {
        using var record = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, cancel) is var count and > 0)
            Take(buffer.AsSpan(0, count), record, onRecord);
        if (record.Length > 0)
            Emit(record, onRecord);
    }

    private static void Take(ReadOnlySpan<byte> bytes, MemoryStream record, Action<string> onRecord)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOf((byte)0);
            var piece = end < 0 ? bytes : bytes[..end];
            record.Write(piece[..(int)Math.Min(piece.Length, LongestRecord - record.Length)]);
            if (end < 0)
                return;
            Emit(record, onRecord);
            bytes = bytes[(end + 1)..];
        }
    }

    private static void Emit(MemoryStream record, Action<string> onRecord)
    {
        onRecord(Encoding.UTF8.GetString(record.GetBuffer(), 0, (int)record.Length));
        record.SetLength(0);
    }
}
