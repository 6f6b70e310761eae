using Microsoft.Extensions.Configuration;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>Settings as an environment would give them.</summary>
internal static class Reading
{
    public static (MirrorSettings Settings, IReadOnlyList<string> Errors) Settings(params (string Name, string Value)[] environment)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(environment.Select(pair => KeyValuePair.Create(pair.Name, (string?)pair.Value))).Build();
        var reader = new SettingsReader(configuration, MirrorSettings.Prefixes);
        var settings = MirrorSettings.Read(reader);
        return (settings, reader.Errors());
    }
}
