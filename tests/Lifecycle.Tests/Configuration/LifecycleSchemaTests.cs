using System.Text.Json;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.Tests.Support;

namespace RegistryJanitor.Lifecycle.Tests.Configuration;

/// <summary>The published JSON Schema and the reader know the same keys, limits and defaults.</summary>
public sealed class LifecycleSchemaTests
{
    /// <summary>Every section, and in each a key that nobody knows.</summary>
    private const string Unknown =
        """
        zzzzzzzzzzzz: 1
        registry: { zzzzzzzzzzzz: 1 }
        sync: { zzzzzzzzzzzz: 1, entries: [{ zzzzzzzzzzzz: 1, lifecycle: { zzzzzzzzzzzz: 1 } }] }
        build: { zzzzzzzzzzzz: 1, images: [{ zzzzzzzzzzzz: 1 }] }
        builds: [{ zzzzzzzzzzzz: 1 }]
        rebuild: { zzzzzzzzzzzz: 1 }
        retention: { zzzzzzzzzzzz: 1 }
        lifecycle: { zzzzzzzzzzzz: 1, overrides: [{ zzzzzzzzzzzz: 1 }] }
        status: { zzzzzzzzzzzz: 1 }
        schedule: { zzzzzzzzzzzz: 1 }
        notify: { zzzzzzzzzzzz: 1, sinks: [{ zzzzzzzzzzzz: 1 }] }
        """;

    private static readonly JsonElement s_schema = JsonDocument.Parse(SourceTree.Read("compose/lifecycle/lifecycle.schema.json")).RootElement;

    [Fact]
    public void Every_key_of_the_schema_is_read_and_no_other() => Assert.Equal(Keys(s_schema).Order(StringComparer.Ordinal), KnownKeys(), StringComparer.Ordinal);

    [Fact]
    public void What_the_schema_requires_is_missed_by_the_reader()
    {
        var required = Objects(s_schema).Where(one => one.TryGetProperty("required", out _) && one.TryGetProperty("properties", out _))
            .SelectMany(one => one.GetProperty("required").EnumerateArray().Select(key => key.GetString()!));
        var missed = Given.Mistakes("{ sync: { entries: [{ tag: a, lifecycle: {} }] }, images: [{}], builds: [{}], build: { registry: 'r:1', core_version: 1 }, lifecycle: { overrides: [{}] }, notify: {} }")
            .Select(mistake => mistake.Split(" has no ")[1].Split(';')[0]);

        Assert.Equal(required.Order(StringComparer.Ordinal), missed.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void What_the_schema_gives_as_default_is_what_is_understood()
    {
        var properties = s_schema.GetProperty("properties");
        var file = Given.File("{}");

        Assert.Equal(file.Build.TagFormat, Default(properties, "build", "tag_format").GetString());
        Assert.Equal(
            (file.Rebuild.IsEnabled, (int)file.Rebuild.Settle.TotalSeconds, (int)file.Rebuild.Cooldown.TotalSeconds, file.Rebuild.MaxWave, (int)file.Rebuild.Poll.TotalSeconds),
            (Default(properties, "rebuild", "enabled").GetBoolean(), Default(properties, "rebuild", "settle_secs").GetInt32(), Default(properties, "rebuild", "cooldown_secs").GetInt32(), Default(properties, "rebuild", "max_wave").GetInt32(), Default(properties, "rebuild", "poll_secs").GetInt32()));
        Assert.Equal(file.Retention.KeepLast, Default(properties, "retention", "keep_last").GetInt32());
        Assert.Equal(file.Retention.MaxAgeDays, Default(properties, "retention", "max_age_days").GetInt32());
        Assert.Equal(file.Retention.MaxDeletePercent, Default(properties, "retention", "max_delete_percent").GetInt32());
        Assert.Equal(file.Retention.Apply, Default(properties, "retention", "apply").GetBoolean());
        Assert.Equal(file.EndOfLife.DataFile, Default(properties, "lifecycle", "eol_data_file").GetString());
        Assert.Equal(file.EndOfLife.CriticalDays, Default(properties, "lifecycle", "critical_days").GetInt32());
        Assert.Equal(file.EndOfLife.WarnDays, Default(properties, "lifecycle", "warn_days").GetInt32());
        Assert.Equal(ImageEntry.DefaultTemplate, s_schema.GetProperty("$defs").GetProperty("images").GetProperty("items").GetProperty("properties").GetProperty("tmpl").GetProperty("default").GetString());
        Assert.Equal(file.Notify.Topics.Select(topic => topic.Word), Default(properties, "notify", "events").EnumerateArray().Select(topic => topic.GetString()!), StringComparer.Ordinal);
        Assert.Equal(NotificationTopic.Known.Select(topic => topic.Word), s_schema.GetProperty("$defs").GetProperty("event").GetProperty("enum").EnumerateArray().Select(topic => topic.GetString()!), StringComparer.Ordinal);
        var build = s_schema.GetProperty("$defs").GetProperty("mirrorBuild").GetProperty("properties");
        Assert.Equal(MirrorBuild.DefaultDockerfile, build.GetProperty("dockerfile").GetProperty("default").GetString());
        Assert.Equal(MirrorBuild.DefaultTags, build.GetProperty("tags").GetProperty("default").EnumerateArray().Select(tag => tag.GetString()!), StringComparer.Ordinal);
        Assert.Equal($"{CycleExtraction.Default}", s_schema.GetProperty("$defs").GetProperty("extraction").GetProperty("default").GetString());
    }

    private static JsonElement Default(JsonElement properties, string section, string key) => properties.GetProperty(section).GetProperty("properties").GetProperty(key).GetProperty("default");

    /// <summary>Everything in the schema that is an object.</summary>
    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Objects(member.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    /// <summary>The names of all properties, with repetition.</summary>
    private static IEnumerable<string> Keys(JsonElement schema) => Objects(schema)
        .Where(one => one.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object)
        .SelectMany(one => one.GetProperty("properties").EnumerateObject().Select(property => property.Name));

    /// <summary>What the reader says that it knows, in every section, when it is asked for something that it does not.</summary>
    private static IOrderedEnumerable<string> KnownKeys() => Given.Mistakes(Unknown)
        .Where(mistake => mistake.Contains("known are ", StringComparison.Ordinal))
        .SelectMany(mistake => mistake[(mistake.IndexOf("known are ", StringComparison.Ordinal) + "known are ".Length)..].Split(", "))
        .Order(StringComparer.Ordinal);
}
