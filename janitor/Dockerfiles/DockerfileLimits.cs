namespace RegistryJanitor.Dockerfiles;

/// <summary>How much is read of a Dockerfile. What is beyond is a mistake that is told: nobody wrote it, and a reader must come to its end.</summary>
public static class DockerfileLimits
{
    /// <summary>Bytes of UTF-8 in all of it.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Bytes of UTF-8 in a line, without its end: those of BuildKit, whose scanner takes no more.</summary>
    public const int MostBytesOfLine = 64 * 1024 - 1;

    /// <summary>Variables inside of each other: <c>${a:-${b:-${c}}}</c> has three.</summary>
    public const int MostNested = 100;

    /// <summary>Letters of a word once its variables are put in.</summary>
    public const int MostLetters = 64 * 1024;

    /// <summary>Mistakes that are told.</summary>
    public const int MostMistakes = 100;

    /// <summary>Letters that are put in, compared and followed altogether. Values may double with each ARG, and stages name triggers of stages.</summary>
    internal const long MostEffort = 16 * 1024 * 1024;
}
