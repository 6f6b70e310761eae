using System.Globalization;
using RegistryJanitor.Daemon;

namespace RegistryJanitor.Lifecycle.Configuration.Reading;

/// <summary>Reads the key <c>args</c> of an image or a build.</summary>
internal static class BuildArguments
{
    private const int Most = 256;
    private const int LongestName = 128;
    private const int LongestValue = 32768;

    // A request may have 1 MiB, and JSON may write six bytes for a character.
    private const int LongestTogether = 100_000;

    internal static IReadOnlyList<BuildArgument> Read(YamlSection section)
    {
        var arguments = section.Texts("args", name =>
            name.Length is > 0 and <= LongestName && !char.IsAsciiDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_')
                ? null
                : "is no name of a build argument; write letters, digits and '_', no digit first");
        if (arguments.Count > Most)
            section.Refuse("args", $"{section.Name}.args has more than {Most}; write fewer");
        var together = 0;
        foreach (var (name, value) in arguments)
        {
            together += name.Length + value.Length;
            if (value.Length > LongestValue)
                section.Refuse("args", $"{section.Name}.args.{name} is longer than {LongestValue} characters; put it into a file");
        }

        if (together > LongestTogether)
            section.Refuse("args", string.Create(CultureInfo.InvariantCulture, $"{section.Name}.args are longer than {LongestTogether} characters together; put them into a file"));
        return [.. arguments.Select(argument => new BuildArgument(argument.Key, argument.Value))];
    }
}
