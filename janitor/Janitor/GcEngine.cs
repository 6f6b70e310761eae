namespace RegistryJanitor;

/// <summary>Who decides that a blob is unreferenced.</summary>
public enum GcEngine
{
    /// <summary>The janitor.</summary>
    Native,

    /// <summary>The janitor, and the registry's own collector has to agree.</summary>
    Registry,
}
