namespace RegistryJanitor.Dockerfiles.Stages;

/// <summary>The arguments that FROM knows without ARG, spelled as containerd does (platforms.Normalize).</summary>
internal static class PlatformArguments
{
    internal static Dictionary<string, string> Of(BuildInputs inputs, string stage)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["TARGETSTAGE"] = stage.Length > 0 ? stage : "default" };
        Add(values, "TARGET", inputs.Platform);
        Add(values, "BUILD", inputs.Builder);
        foreach (var name in (string[])[.. values.Keys])
        {
            if (inputs.Arguments.TryGetValue(name, out var given))
                values[name] = given;
        }

        return values;
    }

    private static void Add(Dictionary<string, string> to, string side, string platform)
    {
        var parts = platform.ToLowerInvariant().Split('/');
        var system = parts[0] is "macos" ? "darwin" : parts[0];
        var (architecture, variant) = Normal(parts.Length > 1 ? parts[1] : "", parts.Length > 2 ? parts[2] : "");
        to[$"{side}PLATFORM"] = $"{system}/{architecture}{(variant.Length > 0 ? $"/{variant}" : "")}";
        to[$"{side}OS"] = system;
        to[$"{side}OSVERSION"] = "";
        to[$"{side}ARCH"] = architecture;
        to[$"{side}VARIANT"] = variant;
    }

    private static (string Architecture, string Variant) Normal(string architecture, string variant) => (architecture, variant) switch
    {
        ("i386", _) => ("386", ""),
        ("x86_64" or "x86-64" or "amd64", "v1") => ("amd64", ""),
        ("x86_64" or "x86-64", _) => ("amd64", variant),
        ("aarch64" or "arm64", "8" or "v8") => ("arm64", ""),
        ("aarch64", _) => ("arm64", variant),
        ("armhf", _) => ("arm", "v7"),
        ("armel", _) => ("arm", "v6"),
        ("arm", "" or "7") => ("arm", "v7"),
        ("arm", "5" or "6" or "8") => ("arm", $"v{variant}"),
        _ => (architecture, variant),
    };
}
