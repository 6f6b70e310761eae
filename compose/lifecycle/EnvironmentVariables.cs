namespace RegistryJanitor.Lifecycle;

/// <summary>The variables of this process, as a value that tests can bring their own of.</summary>
public static class EnvironmentVariables
{
    /// <summary>All of them; names are told apart by case.</summary>
    public static IReadOnlyDictionary<string, string> OfThisProcess()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        return variables;
    }
}
