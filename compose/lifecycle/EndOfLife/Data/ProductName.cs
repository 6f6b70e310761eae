namespace RegistryJanitor.Lifecycle.EndOfLife.Data;

/// <summary>Names of products, as endoflife.date has them in its addresses.</summary>
public static class ProductName
{
    private const int Longest = 100;

    // The first of a group is the name, the others are redirected to it. Those that files of imglife's have; endoflife.date itself knows more.
    private static readonly string[][] s_aliases =
    [
        ["alpine-linux", "alpine", "alpinelinux"],
        ["dotnet", "dotnetcore"],
        ["go", "golang"],
        ["nodejs", "node"],
        ["postgresql", "postgres", "pg"],
    ];

    /// <summary>Whether a text may be one: it becomes a part of an address.</summary>
    public static bool IsOne(string text) =>
        text.Length is > 0 and <= Longest && char.IsAsciiLetterOrDigit(text[0]) && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '.' or '_');

    /// <summary>The name that an alias stands for; a name that is none stays.</summary>
    public static string Canonical(string product) =>
        Array.Find(s_aliases, group => group.Contains(product, StringComparer.Ordinal)) is [var first, ..] ? first : product;

    /// <summary>Whether two names mean the same product.</summary>
    public static bool Same(string one, string other) => Canonical(one).Equals(Canonical(other), StringComparison.Ordinal);
}
