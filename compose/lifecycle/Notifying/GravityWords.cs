namespace RegistryJanitor.Lifecycle.Notifying;

/// <summary>How each <see cref="Gravity"/> is told.</summary>
internal static class GravityWords
{
    /// <summary>For people who see colours.</summary>
    internal static string Mark(Gravity gravity) => gravity switch
    {
        Gravity.Good => "✅",
        Gravity.Note => "📦",
        Gravity.Warning => "⚠️",
        _ => "❌",
    };

    /// <summary>In Apprise's words, which others have taken over. Source: apprise/common.py, NotifyType.</summary>
    internal static string Type(Gravity gravity) => gravity switch
    {
        Gravity.Good => "success",
        Gravity.Note => "info",
        Gravity.Warning => "warning",
        _ => "failure",
    };
}
