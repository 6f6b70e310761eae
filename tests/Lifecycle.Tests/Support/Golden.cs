using System.Runtime.CompilerServices;

namespace RegistryJanitor.Lifecycle.Tests.Support;

/// <summary>Text that people read, kept beside the test. <c>UPDATE_GOLDEN=1 dotnet test</c> writes it anew, for the eye in the diff.</summary>
internal static class Golden
{
    public static void Matches(string name, string actual, [CallerFilePath] string testFile = "")
    {
        var folder = Path.GetDirectoryName(testFile)!;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
            File.WriteAllText(Path.Join(folder, "golden", name), actual);
        else
            Assert.Equal(File.ReadAllText(Path.Join(AppContext.BaseDirectory, Path.GetFileName(folder), "golden", name)), actual);
    }
}
