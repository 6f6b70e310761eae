using Microsoft.Extensions.Logging.Abstractions;
using RegistryJanitor.Daemon;
using RegistryJanitor.Lifecycle.Commands;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Credentials;
using RegistryJanitor.Lifecycle.EndOfLife.Site;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife.Support;

/// <summary>A configuration in a folder, a site, a clock, and the commands run on them.</summary>
internal sealed class EolStage : IDisposable
{
    private readonly Folder _folder = new();

    public EolStage(params string[] products)
    {
        File = new LifecycleFile { Location = _folder["lifecycle.yaml"], Sync = new SyncSection([.. products.Select(product => Mirror(product, "1.0"))], []) };
        Settings = new LifecycleSettings { Configuration = File.Location, DataDirectory = _folder["state"], EndOfLifeAddress = Site.Address };
    }

    public FakeSite Site { get; } = new();

    public FakeClock Clock { get; } = new();

    public LifecycleFile File { get; set; }

    public LifecycleSettings Settings { get; set; }

    // No timer of ours but those that are waited for: what a test waits for is a wait.
    public SiteLimits Limits { get; set; } = new() { Pause = TimeSpan.Zero, Request = Timeout.InfiniteTimeSpan };

    public string DataFile => File.PathOf(File.EndOfLife.DataFile);

    public string RecordFile => _folder["state/eol-fetches.json"];

    public string Data => System.IO.File.ReadAllText(DataFile);

    public string[] Names => _folder.Names;

    public string Out { get; private set; } = "";

    public string Err { get; private set; } = "";

    public static SyncEntry Mirror(string product, string tag, string extract = "minor") =>
        new(Image($"docker.io/library/{product}"), new TagSelection.One(Tag.Parse(tag)), Image($"registry:5000/mirrors/{product}")) { Cycle = Rule(product, extract) };

    public static ImageReference Image(string text) => ImageReference.Read(text).Image!;

    public static CycleRule Rule(string product, string extract = "minor") => new(product, CycleExtraction.Read(extract).Extraction!);

    public void WriteData(string text) => System.IO.File.WriteAllText(DataFile, text);

    public Task<ExitCode> UpdateAsync(bool isAsked = true, bool isDryRun = false, CancellationToken stop = default) =>
        RunAsync(context => EolUpdateCommand.RunAsync(context with { Stop = stop }, DataFile, isAsked, isDryRun, Limits));

    public Task<ExitCode> RunAsync(params string[] words) => RunAsync(context => EolCommand.RunAsync(context, words));

    public void Dispose()
    {
        Site.Dispose();
        _folder.Dispose();
    }

    private async Task<ExitCode> RunAsync(Func<CommandContext, Task<ExitCode>> run)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await run(new CommandContext(Settings, File, CredentialBook.Empty, Clock, NullLoggerFactory.Instance) { Version = "0.1.0", Output = output, Error = error });
        (Out, Err) = (output.ToString().Replace(_folder.Path, "FOLDER", StringComparison.Ordinal), error.ToString().Replace(_folder.Path, "FOLDER", StringComparison.Ordinal));
        return code;
    }
}
