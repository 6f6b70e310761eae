using RegistryJanitor.Collection;
using RegistryJanitor.Storage;
using RegistryJanitor.Tests.Support;

namespace RegistryJanitor.Tests.Collection;

public sealed class CollectorPreconditionsTests : IDisposable
{
    private readonly TempStore _store = new();
    private readonly string _file = Path.GetTempFileName();

    public void Dispose()
    {
        TempStore.Damage(_file);
        _store.Dispose();
    }

    [Theory]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT}}")]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT/}}")]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT/../NAME}}")]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT}, cache: {blobdescriptor: disabled}}")]
    public void The_collector_may_run_on_the_same_directory_without_a_cache(string yaml) => Assert.Null(Refusal(yaml));

    [Fact]
    public void A_symbolic_link_to_the_root_is_the_same_directory()
    {
        var alias = $"{_store.Root}-alias";
        Posix.SymbolicLink(alias, _store.Root);
        try
        {
            Assert.Null(Refusal($"storage: {{filesystem: {{rootdirectory: {alias}}}}}"));
        }
        finally
        {
            new PosixMutator().Unlink(alias);
        }
    }

    [Theory]
    [InlineData("storage: {s3: {bucket: b}}", "", "the registry stores by its 's3' driver, not in ROOT. Give the janitor the same REGISTRY_* variables as the registry.")]
    [InlineData("storage: {filesystem: {rootdirectory: /other}}", "", "the registry works on /other, the janitor works on ROOT. Set JANITOR_DATA_DIR and the registry's rootdirectory to the same directory, and give both processes the same REGISTRY_* variables.")]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT}}", "/elsewhere", "the registry works on /elsewhere, the janitor works on ROOT. Set JANITOR_DATA_DIR and the registry's rootdirectory to the same directory, and give both processes the same REGISTRY_* variables.")]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT}, cache: {blobdescriptor: inmemory}}", "", "the registry's blob descriptor cache is on (inmemory): it would go on saying that collected layers exist, and the next push of them could not be pulled. Remove storage.cache from FILE (or set REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR=disabled) for the registry and the janitor, then restart the registry.")]
    [InlineData("storage: {filesystem: {rootdirectory: ROOT}, cache: {blobdescriptor: redis}}", "", "the registry's blob descriptor cache is on (redis): it would go on saying that collected layers exist, and the next push of them could not be pulled. Remove storage.cache from FILE (or set REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR=disabled) for the registry and the janitor, then restart the registry.")]
    [InlineData("version: 0.1", "", "FILE does not say what the registry works on: The registry's configuration has no `storage`. Set JANITOR_REGISTRY_CONFIG to the registry's own file.")]
    public void A_configuration_that_has_cost_somebody_images_is_refused_with_its_cure(string yaml, string rootByVariable, string sentence) =>
        Assert.Equal(
            sentence.Replace("ROOT", _store.Root, StringComparison.Ordinal).Replace("FILE", _file, StringComparison.Ordinal),
            Refusal(yaml, rootByVariable));

    [Fact]
    public void A_configuration_that_is_not_there_is_refused()
    {
        var missing = $"{_store.Root}/config.yml";

        Assert.Equal(
            $"{missing} does not say what the registry works on: Could not find file '{missing}'. Set JANITOR_REGISTRY_CONFIG to the registry's own file.",
            CollectorPreconditions.RefusalByConfiguration(_store.Layout, missing, []));
    }

    [Fact]
    public void A_sound_store_may_be_collected()
    {
        _store.Image("team/app", "v1");
        _store.Upload("team/app", "1", TempStore.LongAgo);
        _store.Layer("team/layers-only", "a layer", TempStore.LongAgo);

        Assert.Null(RefusalByStore());
    }

    [Fact]
    public void A_repository_that_the_collector_would_not_see_forbids_it()
    {
        _store.Image("team/app", "v1");
        TempStore.Damage(_store.Layout.Layers(RepositoryName.Parse("team/app")));

        Assert.Equal(
            "repository team/app has manifests but no _layers directory, so registry 2.8.3 would not see it and collect its blobs. Push one of its images again.",
            RefusalByStore());
    }

    [Fact]
    public void Layers_pushed_by_another_algorithm_forbid_it()
    {
        _store.Image("team/app", "v1");
        TempStore.Write($"{_store.Layout.Layers(RepositoryName.Parse("team/app"))}/sha512/{new string('a', 128)}/link", TempStore.DigestOf("x").ToString());

        Assert.Equal(
            "repository team/app has layers that were pushed by another digest than sha256; registry 2.8.3 would collect them although they are in use. Push its images again with sha256 digests.",
            RefusalByStore());
    }

    private string? RefusalByStore() =>
        CollectorPreconditions.RefusalByStore(_store.Layout, StoreScanner.Scan(_store.Layout, 1, CancellationToken.None));

    private string? Refusal(string yaml, string rootByVariable = "")
    {
        File.WriteAllText(
            _file, yaml.Replace("ROOT", _store.Root, StringComparison.Ordinal).Replace("NAME", Path.GetFileName(_store.Root), StringComparison.Ordinal));
        KeyValuePair<string, string>[] environment =
            rootByVariable.Length > 0 ? [KeyValuePair.Create("REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY", rootByVariable)] : [];
        return CollectorPreconditions.RefusalByConfiguration(_store.Layout, _file, environment);
    }
}
