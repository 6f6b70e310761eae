using RegistryJanitor.Collection;

namespace RegistryJanitor.Tests.Collection;

public sealed class RegistryConfigurationTests
{
    private const string Plain = "{version: 0.1, storage: {filesystem: {rootdirectory: /data}}}";

    [Theory]
    [InlineData("the file alone", Plain, "", "filesystem /data no cache")]
    [InlineData("no root directory", "storage: {filesystem: }", "", "filesystem /var/lib/registry no cache")]
    [InlineData("the stock cache", "storage: {cache: {blobdescriptor: inmemory}, filesystem: {rootdirectory: /data}}", "", "filesystem /data inmemory")]
    [InlineData("its older name", "storage: {cache: {layerinfo: inmemory}, filesystem: {rootdirectory: /data}}", "", "filesystem /data inmemory")]
    [InlineData("keys in any case", "Storage: {FileSystem: {RootDirectory: /data}, Cache: {BlobDescriptor: redis}}", "", "filesystem /data redis")]
    [InlineData("sections that are no driver", "storage: {delete: {enabled: true}, maintenance: {uploadpurging: {enabled: false}}, redirect: {disable: true}, filesystem: {rootdirectory: /data}}", "", "filesystem /data no cache")]
    [InlineData("a driver by its name only", "storage: inmemory", "", "inmemory /var/lib/registry no cache")]
    [InlineData("another driver", "storage: {s3: {bucket: b}}", "", "s3 /var/lib/registry no cache")]
    [InlineData("a variable over the file", Plain, "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=/other", "filesystem /other no cache")]
    [InlineData("a variable for a section that the file lacks", Plain, "REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR=inmemory", "filesystem /data inmemory")]
    [InlineData("a variable turns the cache off", "storage: {cache: {blobdescriptor: inmemory}, filesystem: {rootdirectory: /data}}", "REGISTRY_STORAGE_CACHE_BLOBDESCRIPTOR=disabled", "filesystem /data disabled")]
    [InlineData("a variable replaces a whole section", Plain, "REGISTRY_STORAGE={filesystem: {rootdirectory: /whole}}", "filesystem /whole no cache")]
    [InlineData("the whole section comes before its parts", Plain, "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY=/part;REGISTRY_STORAGE={filesystem: {rootdirectory: /whole}}", "filesystem /part no cache")]
    [InlineData("a section of the file is gone with the whole", "storage: {cache: {blobdescriptor: inmemory}, filesystem: {rootdirectory: /data}}", "REGISTRY_STORAGE={filesystem: {rootdirectory: /data}}", "filesystem /data no cache")]
    [InlineData("a section by YAML", Plain, "REGISTRY_STORAGE_CACHE={blobdescriptor: redis}", "filesystem /data redis")]
    [InlineData("the whole by a name", Plain, "REGISTRY_STORAGE=inmemory", "inmemory /var/lib/registry no cache")]
    [InlineData("a quoted value", Plain, "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY='/with space'", "filesystem /with space no cache")]
    [InlineData("other variables", Plain, "REGISTRY_PORT=5000;REGISTRY_HTTP_ADDR=:5000;PATH=/bin;REGISTRY_=x;XREGISTRY_STORAGE=s3;REGISTRY_LOG_LEVEL=debug", "filesystem /data no cache")]
    public void What_the_collector_would_work_with(string situation, string yaml, string environment, string effective)
    {
        var read = RegistryConfiguration.Read(yaml, Environment(environment));

        Assert.Equal((situation, effective), (situation, $"{read.Driver} {read.RootDirectory} {read.DescriptorCache ?? "no cache"}"));
    }

    [Theory]
    [InlineData("", "", "The registry's configuration file is empty.")]
    [InlineData("version: 0.1", "", "The registry's configuration has no `storage`.")]
    [InlineData("storage: ", "", "The registry's configuration has no `storage`.")]
    [InlineData("storage: {delete: {enabled: true}}", "", "The registry's configuration names 0 storage drivers (); it needs exactly one.")]
    [InlineData("storage: {filesystem: {}, s3: {}}", "", "The registry's configuration names 2 storage drivers (filesystem, s3); it needs exactly one.")]
    [InlineData(Plain, "REGISTRY_STORAGE_SERVICE_HOST=10.0.0.1", "The registry's configuration names 2 storage drivers (filesystem, service); it needs exactly one.")]
    [InlineData(Plain, "REGISTRY_STORAGE=", "The registry's configuration has no `storage`.")]
    public void What_the_registry_would_not_start_with_is_refused(string yaml, string environment, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<FormatException>(() => RegistryConfiguration.Read(yaml, Environment(environment))).Message);

    [Theory]
    [InlineData("storage: {", "", "The registry's configuration, the configuration file, line ")]
    [InlineData("version: 0.1\nstorage:\n\tfilesystem:", "", "The registry's configuration, the configuration file, line ")]
    [InlineData(Plain, "REGISTRY_STORAGE={", "The registry's configuration, REGISTRY_STORAGE, line ")]
    public void What_is_no_YAML_says_where(string yaml, string environment, string where)
    {
        var sentence = Assert.Throws<FormatException>(() => RegistryConfiguration.Read(yaml, Environment(environment))).Message;

        Assert.StartsWith(where, sentence, StringComparison.Ordinal);
        Assert.Contains(" is no YAML: ", sentence, StringComparison.Ordinal);
    }

    private static IEnumerable<KeyValuePair<string, string>> Environment(string settings) =>
        settings.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('=', 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]));
}
