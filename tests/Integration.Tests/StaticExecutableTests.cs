using System.Buffers.Binary;

namespace RegistryJanitor.Integration.Tests;

public sealed class StaticExecutableTests
{
    private const long Mebibyte = 1024 * 1024;
    private const uint Interpreter = 3;
    private const uint Dynamic = 2;
    private const ulong Needed = 1;

    // 9 MiB until it had a status page, metrics and reports; what comes into an image at every pull has to stay small all the same.
    private const long MostBytes = 12 * Mebibyte;

    [Fact]
    public void The_janitor_is_smaller_than_twelve_mebibytes()
    {
        var size = new FileInfo(Tools.Janitor).Length;
        Assert.True(size < MostBytes, $"{Tools.Janitor} has {size} bytes, {size - MostBytes} more than {MostBytes}");
    }

    [Fact]
    public void The_janitor_needs_no_loader_and_no_library()
    {
        // ELF-64, little endian: System V ABI, "Program Header" and "Dynamic Section".
        var elf = File.ReadAllBytes(Tools.Janitor);
        Assert.Equal("\x7f" + "ELF\x02\x01", System.Text.Encoding.Latin1.GetString(elf, 0, 6));
        var table = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf.AsSpan(32));
        var (size, count) = (BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(54)), BinaryPrimitives.ReadUInt16LittleEndian(elf.AsSpan(56)));
        for (var i = 0; i < count; i++)
        {
            var header = elf.AsSpan(table + (i * size), size);
            var type = BinaryPrimitives.ReadUInt32LittleEndian(header);
            Assert.NotEqual(Interpreter, type);
            if (type != Dynamic)
                continue;
            var section = elf.AsSpan((int)BinaryPrimitives.ReadUInt64LittleEndian(header[8..]), (int)BinaryPrimitives.ReadUInt64LittleEndian(header[32..]));
            for (; section.Length >= 16; section = section[16..])
                Assert.NotEqual(Needed, BinaryPrimitives.ReadUInt64LittleEndian(section));
        }
    }

    [Fact]
    public async Task The_janitor_starts_within_80_milliseconds()
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var took = (await StartedProgram.RunAsync([Tools.Janitor, "--version"])).Expect(0).Took;
            fastest = took < fastest ? took : fastest;
        }

        Assert.True(fastest < TimeSpan.FromMilliseconds(80), $"the fastest of five starts took {fastest.TotalMilliseconds:0} ms");
    }
}
