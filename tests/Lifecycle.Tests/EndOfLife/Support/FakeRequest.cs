namespace RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

/// <summary>What was asked.</summary>
internal sealed record FakeRequest(string Path, string IfNoneMatch)
{
    public static FakeRequest Parse(string head)
    {
        var lines = head.Split("\r\n");
        var tag = Array.Find(lines, line => line.StartsWith("If-None-Match: ", StringComparison.OrdinalIgnoreCase));
        return new FakeRequest(lines[0].Split(' ')[1], tag is null ? "" : tag[15..]);
    }
}
