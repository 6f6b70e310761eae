using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle;

/// <summary>Settings that imglife's users know under another name.</summary>
internal static class SettingAlias
{
    /// <summary>The name of the two that has a value; ours where neither has. Both with different values are a mistake.</summary>
    internal static string Of(SettingsReader read, string ours, string theirs)
    {
        var (one, other) = (read.IsSet(ours), read.IsSet(theirs));
        if (one && other && !read.Text(ours, "").Equals(read.Text(theirs, ""), StringComparison.Ordinal))
            read.Refuse($"{ours} and {theirs} are both set, and mean the same; keep one of them");
        return other && !one ? theirs : ours;
    }
}
