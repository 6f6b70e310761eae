namespace RegistryJanitor.Lifecycle.Tests.Support;

/// <summary>Texts in their order.</summary>
internal static class Lists
{
    public static void Same(IEnumerable<string?> expected, IEnumerable<string?> actual) => Assert.Equal(expected, actual, StringComparer.Ordinal);
}
