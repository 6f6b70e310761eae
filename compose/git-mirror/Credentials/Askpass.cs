namespace RegistryJanitor.GitMirror.Credentials;

/// <summary>
/// How git gets a credential: it starts our own executable again and reads a line from it (gitcredentials(7), <c>GIT_ASKPASS</c>). The secret is in no
/// address, argument, variable and file; the variables only say for which server an answer is meant and where in our memory it is.
/// </summary>
public static class Askpass
{
    /// <summary>The only server that gets an answer, as <see cref="Origin"/> writes it.</summary>
    public const string ForVariable = "GIT_MIRROR_ASKPASS_FOR";

    /// <summary>Where the name and the password are, a line each.</summary>
    public const string FromVariable = "GIT_MIRROR_ASKPASS_FROM";

    /// <summary>What git has to start: this program, also where it runs as <c>dotnet git-mirror.dll</c>, beside which stands an executable.</summary>
    public static string Executable { get; } = Path.Join(AppContext.BaseDirectory, "git-mirror") is var beside && File.Exists(beside)
        ? beside
        : Environment.ProcessPath ?? throw new InvalidOperationException("there is no /proc");

    /// <summary>Whether this process was started to answer git, to be asked before anything else.</summary>
    public static bool IsAsked => Environment.GetEnvironmentVariable(ForVariable) is not null;

    /// <summary>Answers, if the question comes from where it should.</summary>
    /// <returns>The exit code: 0, or 1 when there is no answer.</returns>
    public static int Answer(IReadOnlyList<string> arguments)
    {
        var expected = Environment.GetEnvironmentVariable(ForVariable)!;
        var (answer, refusal) = Secret() is [var user, var password]
            ? Judge(arguments is [var only] ? only : "", expected, user, password)
            : (null, "the credential cannot be read; the process that has it is gone, or /proc is hidden");
        if (refusal is not null)
            Console.Error.WriteLine($"git-mirror: {refusal}");
        else
            Console.Out.Write($"{answer}\n");
        return refusal is null ? 0 : 1;
    }

    private static string[] Secret()
    {
        try
        {
            return File.ReadAllText(Environment.GetEnvironmentVariable(FromVariable) ?? "").Split('\n', 2);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    /// <summary>
    /// The answer to a prompt: <c>Username for 'https://host': </c> or <c>Password for 'https://user@host': </c> by git, the same with a path and
    /// double quotes by git-lfs.
    /// </summary>
    internal static (string? Answer, string? Refusal) Judge(string prompt, string expected, string user, string password)
    {
        var answer = prompt.StartsWith("Username for ", StringComparison.Ordinal) ? user : prompt.StartsWith("Password for ", StringComparison.Ordinal) ? password : null;
        var (first, last) = (prompt.IndexOfAny(['\'', '"']), prompt.LastIndexOfAny(['\'', '"']));
        if (answer is null || first == last || !Uri.TryCreate(prompt[(first + 1)..last], UriKind.Absolute, out var address))
            return (null, "this is no question for a user name or a password");
        var asking = Origin.Of(address).ToString();
        if (!asking.Equals(expected, StringComparison.Ordinal))
            return (null, $"{asking} asks for the credentials of {expected}");
        return address.UserInfo.Length > 0 && !Uri.UnescapeDataString(address.UserInfo).Equals(user, StringComparison.Ordinal)
            ? (null, $"{asking} asks for the password of somebody else")
            : (answer, null);
    }
}
