using System.Reflection;

namespace RegistryJanitor.Lifecycle;

/// <summary>Which lifecycle this is.</summary>
internal static class ProgramVersion
{
    /// <summary>As <c>lifecycle --version</c> says it.</summary>
    internal static string Text { get; } = typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
