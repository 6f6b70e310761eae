using RegistryJanitor.Daemon;

namespace RegistryJanitor.BuildRunner.Engines.Kaniko;

/// <summary>Settings of the engine kaniko.</summary>
/// <param name="Executor"><c>BUILD_KANIKO_BIN</c>, absolute.</param>
/// <param name="Profile"><c>BUILD_KANIKO_PROFILE</c>.</param>
/// <param name="Root"><c>BUILD_KANIKO_ROOT</c>: the directory that is wiped; anything but "/" is for tests.</param>
public sealed record KanikoSettings(string Executor = "/kaniko/executor", KanikoProfile Profile = KanikoProfile.Safe, string Root = "/")
{
    /// <summary>Reads them.</summary>
    public static KanikoSettings Read(SettingsReader read) => new(
        read.AbsolutePath("BUILD_KANIKO_BIN", "/kaniko/executor"),
        read.Text("BUILD_KANIKO_PROFILE", "safe").ToUpperInvariant() switch
        {
            "SAFE" => KanikoProfile.Safe,
            "FAST" => KanikoProfile.Fast,
            _ => Refused(read),
        },
        read.AbsolutePath("BUILD_KANIKO_ROOT", "/"));

    private static KanikoProfile Refused(SettingsReader read)
    {
        read.Refuse("BUILD_KANIKO_PROFILE is neither safe nor fast; write one of them");
        return KanikoProfile.Safe;
    }
}
