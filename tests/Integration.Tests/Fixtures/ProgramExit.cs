using System.Globalization;
using Xunit.Sdk;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>How a program ended.</summary>
/// <param name="Command">What was started, for people.</param>
/// <param name="Code">Its exit code; 128 and the signal's number where a signal ended it.</param>
/// <param name="Output">Both streams, in the order in which lines came.</param>
/// <param name="StandardOutput">What it printed for its caller.</param>
/// <param name="Took">From its start.</param>
internal sealed record ProgramExit(string Command, int Code, string Output, string StandardOutput, TimeSpan Took)
{
    /// <summary>Fails the test, with the whole output, unless the program ended with this code.</summary>
    public ProgramExit Expect(int code, params string[] words)
    {
        if (Code != code)
            throw new XunitException($"exit code {code} was expected of {this}");
        foreach (var word in words)
        {
            if (!Output.Contains(word, StringComparison.Ordinal))
                throw new XunitException($"'{word}' was expected in the output of {this}");
        }

        return this;
    }

    public ProgramExit Lacks(string word) =>
        Output.Contains(word, StringComparison.Ordinal) ? throw new XunitException($"'{word}' was not expected in the output of {this}") : this;

    public ProgramExit SaysNothing() => Output.Length == 0 ? this : throw new XunitException($"no output was expected of {this}");

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Command}\n-- exit code {Code} after {Took.TotalMilliseconds:0} ms, output:\n{Output}--");
}
