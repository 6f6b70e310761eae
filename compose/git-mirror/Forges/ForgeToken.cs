using RegistryJanitor.Daemon;

namespace RegistryJanitor.GitMirror.Forges;

/// <summary>The token of the forge, read anew each time it is needed: a file can be replaced while git-mirror runs. No record: it never prints itself.</summary>
public sealed class ForgeToken
{
    private readonly string? _value;
    private readonly string? _file;

    private ForgeToken(string? value, string? file) => (_value, _file) = (value, file);

    /// <summary>No token: what everybody may see.</summary>
    public static ForgeToken None { get; } = new(null, null);

    /// <summary>A token that does not change.</summary>
    public static ForgeToken Of(string value) => new(value, null);

    /// <summary>A token in a file.</summary>
    public static ForgeToken InFile(string path) => new(null, path);

    /// <summary><c>MIRROR_TOKEN_FILE</c>, <c>MIRROR_TOKEN</c>, or the <c>PRIVATE_TOKEN</c> of bachp/git-mirror, in this order.</summary>
    public static ForgeToken From(SettingsReader read)
    {
        var token = read.Secret("MIRROR_TOKEN");
        var file = read.Text("MIRROR_TOKEN_FILE", "");
        var theirs = read.Text("PRIVATE_TOKEN", "");
        if (file.Length > 0)
            return InFile(file);
        return (token ?? theirs) is { Length: > 0 } value ? Of(value) : None;
    }

    /// <summary>What to send; null: there is none.</summary>
    /// <exception cref="MirrorException">The file cannot be read, or holds no token.</exception>
    public string? Read()
    {
        var token = _value ?? (_file is null ? null : FromFile(_file));
        return token is null || token.All(letter => letter is > ' ' and <= '~')
            ? token
            : throw new MirrorException(new MirrorFault.TokenUnreadable("holds a blank or a character that no token has"));
    }

    private static string FromFile(string path)
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } token ? token : throw new MirrorException(new MirrorFault.TokenUnreadable("is empty"));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new MirrorException(new MirrorFault.TokenUnreadable("cannot be read"));
        }
    }
}
