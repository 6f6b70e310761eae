using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Commands;

/// <summary>The commands that there are.</summary>
internal static class CommandNames
{
    private static readonly string[] s_all = ["sync", "build", "builds", "graph", "rebuild", "eol", "status", "cleanup", "notify", "daemon", "check", "health"];

    internal static string Listed => $"{string.Join(", ", s_all)}, --version and --help";

    /// <summary>Why a name is no command; null: it is one.</summary>
    internal static string? WhyNot(string name)
    {
        if (s_all.Contains(name, StringComparer.Ordinal))
            return null;
        var shown = Printable.Line(name, 60);
        return NearestName.Of(shown, s_all) is { } nearest
            ? $"'{shown}' is no command; did you mean {nearest}?"
            : $"'{shown}' is no command; the commands are {Listed}";
    }
}
