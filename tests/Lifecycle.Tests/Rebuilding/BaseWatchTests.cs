using RegistryJanitor.Lifecycle.Rebuilding.Facts;
using RegistryJanitor.Lifecycle.Rebuilding.Looking;
using RegistryJanitor.Lifecycle.References;
using RegistryJanitor.Lifecycle.Registries;
using RegistryJanitor.Lifecycle.State;
using RegistryJanitor.Lifecycle.Tests.Dependencies;
using RegistryJanitor.Oci;

namespace RegistryJanitor.Lifecycle.Tests.Rebuilding;

public sealed class BaseWatchTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly FakeClock _clock = new();
    private readonly List<string> _asked = [];
    private Func<ImageReference, Digest?> _digest = _ => Drawn.Digest('1');

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ours_are_asked_in_every_look_and_others_when_their_time_has_come()
    {
        await LookAsync("base", "alpine:3");
        _clock.Advance(TimeSpan.FromMinutes(59));
        await LookAsync("base", "alpine:3");
        Assert.Equal(["docker.io/library/alpine:3", "registry:5000/base:latest", "registry:5000/base:latest"], _asked.Order(StringComparer.Ordinal), StringComparer.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(16));
        await LookAsync("alpine:3");
        Assert.Equal(4, _asked.Count);
    }

    [Fact]
    public async Task It_is_remembered_since_when_a_base_is_what_it_is_also_over_a_restart_and_a_registry_that_was_away()
    {
        Assert.Equal(new BaseNow.At(Drawn.Digest('1'), FakeClock.Start), await OneAsync("base"));
        _clock.Advance(TimeSpan.FromMinutes(1));
        _digest = _ => throw new RegistryException(RegistryFault.Unreachable, "registry:5000 does not answer");
        Assert.Equal(new BaseNow.Unknown("registry:5000 does not answer"), await OneAsync("base"));
        _digest = _ => null;
        Assert.Equal(new BaseNow.Unknown("registry:5000 has no registry:5000/base:latest"), await OneAsync("base"));
        _digest = _ => Drawn.Digest('1');
        Assert.Equal(new BaseNow.At(Drawn.Digest('1'), FakeClock.Start), await OneAsync("base"));
        _digest = _ => Drawn.Digest('2');

        Assert.Equal(new BaseNow.At(Drawn.Digest('2'), FakeClock.Start + TimeSpan.FromMinutes(1)), await OneAsync("base"));
    }

    [Fact]
    public async Task A_look_that_sees_nothing_new_writes_nothing_and_what_nothing_is_built_from_is_forgotten()
    {
        await LookAsync("base", "other");
        var written = File.GetLastWriteTimeUtc(BaseStateFile.PathIn(_folder["data"]));
        File.SetLastWriteTimeUtc(BaseStateFile.PathIn(_folder["data"]), written.AddDays(-1));
        await LookAsync("base", "other");
        Assert.Equal(written.AddDays(-1), File.GetLastWriteTimeUtc(BaseStateFile.PathIn(_folder["data"])));

        await LookAsync("base");
        Assert.Equal("registry:5000/base:latest", Assert.Single(BaseStateFile.Read(_folder["data"]).Bases).Image);
    }

    [Fact]
    public async Task Who_stands_on_nothing_asks_nobody_and_leaves_no_file()
    {
        await LookAsync();

        Assert.Empty(_asked);
        Assert.Empty(_folder.Names);
    }

    private async Task<BaseNow> OneAsync(string image) => (await LookAsync(image))[Drawn.Reference(image)];

    private Task<IReadOnlyDictionary<ImageReference, BaseNow>> LookAsync(params string[] images) => new BaseWatch(_folder["data"], _clock, new Random(1)).LookAsync(
        [.. images.Select(Drawn.Reference)],
        registry => registry is "registry:5000",
        TimeSpan.FromHours(1),
        (image, _) =>
        {
            lock (_asked)
                _asked.Add($"{image}");
            return Task.FromResult(_digest(image));
        },
        CancellationToken.None);
}
