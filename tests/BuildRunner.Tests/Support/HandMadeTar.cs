using System.Text;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>Tars that no decent program would write, header by header (POSIX ustar).</summary>
internal sealed class HandMadeTar
{
    private readonly List<byte> _bytes = [];

    public HandMadeTar Add(string name, char type = '0', string content = "", string link = "", long? size = null)
    {
        var header = new byte[512];
        var data = Encoding.UTF8.GetBytes(content);
        Put(0, name);
        Put(100, "0000644");
        Put(108, "0000000");
        Put(116, "0000000");
        Put(124, Convert.ToString(size ?? data.Length, 8).PadLeft(11, '0'));
        Put(136, "00000000000");
        header.AsSpan(148, 8).Fill((byte)' ');
        header[156] = (byte)type;
        Put(157, link);
        Put(257, "ustar\0" + "00");
        Put(329, "0000000");
        Put(337, "0000000");
        Put(148, Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ");
        _bytes.AddRange(header);
        _bytes.AddRange(data);
        _bytes.AddRange(new byte[(512 - (data.Length % 512)) % 512]);
        return this;

        void Put(int at, string text) => Encoding.UTF8.GetBytes(text, header.AsSpan(at));
    }

    public void Save(string file) => File.WriteAllBytes(file, [.. _bytes, .. new byte[1024]]);
}
