using System.Globalization;
using System.Text.Json;
using RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Lifecycle;

/// <summary>One command of the published lifecycle, begun again and again and each time killed one step later, until it comes to its end; every time from the same beginning.</summary>
/// <param name="output">Of the test.</param>
/// <param name="source">Where images come from.</param>
/// <param name="target">Where they go.</param>
internal sealed class KilledStage(ITestOutputHelper output, RegistryProcess source, RegistryProcess target) : IDisposable
{
    private const int MostSteps = 2000;

    private Folder _folder = new();

    /// <summary>Of this time.</summary>
    public Folder Folder => _folder;

    public FakeSite Site { get; } = new();

    /// <summary>Different each time, so that the registries need not be.</summary>
    public string Repository { get; private set; } = "";

    /// <summary>Runs it.</summary>
    /// <param name="words">The command.</param>
    /// <param name="begin">Makes what it finds; lifecycle.yaml among it.</param>
    /// <param name="killed">Judges what is there after each kill.</param>
    /// <param name="ended">Judges what is there after the next run, which is not killed.</param>
    public async Task KillsAsync(string[] words, Func<Task> begin, Func<Task> killed, Func<ProgramExit, Task> ended)
    {
        var steps = 0;
        for (var isKilled = true; isKilled; steps++)
        {
            if (steps == MostSteps)
                throw new XunitException($"{string.Join(' ', words)} has more than {MostSteps} steps");
            _folder.Dispose();
            _folder = new Folder();
            Repository = string.Create(CultureInfo.InvariantCulture, $"of-{words[0]}/{steps}");
            await begin();
            isKilled = (await RunAsync(words, steps + 1)).Code == 128 + StartedProgram.SigKill;
            IsWhole();
            if (isKilled)
                await killed();
            await ended(await RunAsync(words, 0));
            IsWhole();
        }

        output.WriteLine($"{string.Join(' ', words)} was killed at {steps - 1} steps");
        Assert.InRange(steps, 3, MostSteps);
    }

    /// <summary>Runs a command to its end.</summary>
    public async Task<ProgramExit> RunAsync(string[] words, int killedAt) => await StartedProgram.RunAsync(
        [Tools.Required("TEST_LIFECYCLE_BIN"), .. words],
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = Tools.KillAt,
            ["KILL_AT_PROGRAM"] = Tools.Required("TEST_LIFECYCLE_BIN"),
            ["KILL_AT"] = killedAt.ToString(CultureInfo.InvariantCulture),
            ["HOME"] = _folder["home"],
            ["XDG_RUNTIME_DIR"] = _folder["home"],
            ["LIFECYCLE_CONFIG"] = _folder["lifecycle.yaml"],
            ["LIFECYCLE_DATA_DIR"] = _folder["data"],
            ["LIFECYCLE_BUILD_DIR"] = _folder["builds"],
            ["LIFECYCLE_MIRRORS_DIR"] = _folder["mirrors"],
            ["LIFECYCLE_SKOPEO_BIN"] = Tools.Skopeo,
            ["LIFECYCLE_EOL_URL"] = Site.Address.ToString(),
        },
        _folder.Root);

    /// <summary>Writes a file; SOURCE, TARGET and REPOSITORY stand for what they are this time.</summary>
    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.WriteAllText(_folder[name], text
            .Replace("SOURCE", $"127.0.0.1:{source.Port}", StringComparison.Ordinal)
            .Replace("TARGET", $"127.0.0.1:{target.Port}", StringComparison.Ordinal)
            .Replace("REPOSITORY", Repository, StringComparison.Ordinal));
    }

    public void Dispose()
    {
        Site.Dispose();
        _folder.Dispose();
    }

    /// <summary>Nothing that anybody reads is half: what is begun has a name that nobody looks at, or is for one skopeo that is gone.</summary>
    private void IsWhole()
    {
        var files = Directory.EnumerateFiles(_folder.Root, "*.json", SearchOption.AllDirectories);
        foreach (var path in files.Where(path => Path.GetFileName(path)[0] != '.' && !path.StartsWith(_folder["data/work"], StringComparison.Ordinal)))
            JsonDocument.Parse(File.ReadAllBytes(path)).Dispose();
    }
}
