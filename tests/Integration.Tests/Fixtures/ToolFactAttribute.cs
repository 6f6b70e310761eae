namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>A test with a client that not every machine can have. In CI a missing one is no reason to skip: there the test runs and fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string variable)
    {
        Variable = variable;
        Skip = Tools.Optional(variable) is null && !Tools.IsContinuousIntegration ? $"{variable} is not set" : null;
    }

    public string Variable { get; }
}
