using System.Diagnostics;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>The executable <c>git-mirror</c> as a process of its own, in an environment that tries to lead its git astray.</summary>
internal static class MirrorProcess
{
    /// <summary>Starts it over a stage, whose list is written first.</summary>
    public static Process Start(Stage stage, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        File.WriteAllText(stage.Settings.List, $"mirrors: [{string.Join(", ", stage.List)}]");
        var start = new ProcessStartInfo("dotnet", [Path.Join(AppContext.BaseDirectory, "git-mirror.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["MIRROR_LIST"] = stage.Settings.List;
        start.Environment["MIRROR_DATA_DIR"] = stage.Layout.DataDirectory;
        start.Environment["MIRROR_ALLOW_HTTP"] = "true";
        start.Environment["MIRROR_ALLOW_PRIVATE"] = "true";
        start.Environment["GIT_DIR"] = "/nowhere";
        start.Environment["http_proxy"] = "http://127.0.0.1:1";
        start.Environment["GIT_CONFIG_COUNT"] = "1";
        start.Environment["GIT_CONFIG_KEY_0"] = "url.http://127.0.0.1:1/.insteadOf";
        start.Environment["GIT_CONFIG_VALUE_0"] = "http://127.0.0.1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(Stage stage, IReadOnlyDictionary<string, string>? environment = null, params string[] arguments)
    {
        using var process = Start(stage, environment, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
