using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Properties;

/// <summary>Passes of the real janitor over a random store.</summary>
internal sealed class OnePass : IPasses
{
    private readonly StagedPass _pass;
    private readonly StorageLayout _layout;

    public OnePass(TempStore store)
    {
        _layout = store.Layout;
        _pass = new StagedPass(store);

        // Eight megabytes a store would be most of the work: a file with a hole is as long.
        Directory.CreateDirectory(store.Layout.Own);
        using var ballast = File.Create(store.Layout.Ballast);
        ballast.SetLength(Ballast.Size);
    }

    /// <summary>How long an upload may lie still.</summary>
    public static TimeSpan UploadsKeep { get; } = TimeSpan.FromDays(7);

    public DateTimeOffset Now => _pass.Clock.GetUtcNow();

    /// <summary>Blobs without any repository may be a store that is mounted or restored only in part.</summary>
    public string? Excuse => Directory.Exists(_layout.Repositories) ? null : "there are no repositories";

    public bool Takes(string what) => Excuse is null || what is not "blob";

    public async Task<PassResult> PassAsync(int keepLast, TimeSpan grace)
    {
        _pass.Settings = _pass.Settings with { Retention = Keep.Last(keepLast), Grace = grace, UploadsKeep = UploadsKeep };
        var result = await _pass.RunAsync();
        _pass.Clock.Advance(TimeSpan.FromSeconds(1));
        return result;
    }

    public void Dispose() => _pass.Dispose();
}
