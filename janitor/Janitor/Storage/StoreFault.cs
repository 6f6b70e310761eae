namespace RegistryJanitor.Storage;

/// <summary>Something in the store that is not as it should be, with its path, cause and cure.</summary>
public abstract record StoreFault
{
    private StoreFault(string path, string cause, string cure)
    {
        Path = path;
        Cause = cause;
        Cure = cure;
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>What is wrong.</summary>
    public string Cause { get; }

    /// <summary>What a person can do about it.</summary>
    public string Cure { get; }

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Path}: {Cause}. {Cure}";

    /// <summary>Ignorance: what lies here cannot be known, so nothing that it may refer to is removed.</summary>
    public sealed record Unreadable(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure)
    {
        /// <summary>The operating system refused.</summary>
        public static Unreadable Because(string path, Errno errno) => new(path, errno.ToString(), CureOf(errno));

        private static string CureOf(Errno errno) => errno switch
        {
            _ when errno == Errno.AccessDenied || errno == Errno.NotPermitted => "Run the janitor as the user that the registry runs as.",
            _ when errno == Errno.OtherDevice => "The registry's root directory must be one file system: moving to the trash is a rename.",
            _ when errno == Errno.NoSpace => "Make some room, so that the janitor can make more.",
            _ when errno == Errno.ReadOnly => "Mount the store writable.",
            _ => "Check the disk or the mount; nothing is removed until it can be read, and the next pass tries again.",
        };
    }

    /// <summary>Not the registry's: left alone, and nothing depends on it.</summary>
    public sealed record Stray(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure)
    {
        internal const string LeftAlone = "It is left alone; move it out of the store if the registry did not make it.";

        internal static Stray NotADirectory(string path, EntryKind kind) =>
            new(path, $"a {Word(kind)} where the registry keeps directories only", LeftAlone);

        internal static Stray NotAFile(string path, EntryKind kind) =>
            new(path, $"a {Word(kind)} where the registry keeps a link file", LeftAlone);

        private static string Word(EntryKind kind) => kind switch
        {
            EntryKind.Directory => "directory",
            EntryKind.File => "file",
            EntryKind.SymbolicLink => "symbolic link",
            _ => "device, pipe or socket",
        };
    }

    /// <summary>The registry's, but already broken: it cannot be pulled, and keeping it harms nothing.</summary>
    public sealed record Broken(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure);
}
