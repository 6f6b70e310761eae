namespace RegistryJanitor.Tests.Properties;

/// <summary>Which random stores a run tries: <c>TEST_SEED</c> is the first, <c>TEST_STORES</c> how many.</summary>
internal sealed record Seeds(int First, int Count)
{
    /// <summary>The same ones every time, unless the environment names others.</summary>
    public static Seeds Read(int usualCount) => new(Variable("TEST_SEED", 1), Variable("TEST_STORES", usualCount));

    public IEnumerable<int> All => Enumerable.Range(First, Count);

    public override string ToString() => $"seeds {First} to {First + Count - 1}; others by TEST_SEED and TEST_STORES";

    private static int Variable(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text) : usual;
}
