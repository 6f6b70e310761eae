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

    /// <summary>Something else lies where the registry keeps a directory or a link file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="kind">What it is. A symbolic link is never followed, but the registry does, so what lies behind it may be in use.</param>
    /// <param name="instead">What the registry keeps there.</param>
    internal static StoreFault Misplaced(string path, EntryKind kind, string instead) => kind is EntryKind.SymbolicLink
        ? new Unreadable(path, $"a symbolic link where the registry keeps {instead}; it is not followed", "Put the directory itself there, by a bind mount if need be.")
        : new Stray(path, $"a {Word(kind)} where the registry keeps {instead}", Stray.LeftAlone);

    private static string Word(EntryKind kind) => kind switch
    {
        EntryKind.Directory => "directory",
        EntryKind.File => "file",
        _ => "device, pipe or socket",
    };

    /// <inheritdoc/>
    public sealed override string ToString() => $"{Path}: {Cause}. {Cure}";

    /// <summary>Ignorance: what lies here cannot be known, so nothing that it may refer to is removed.</summary>
    public sealed record Unreadable(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure)
    {
        /// <summary>The operating system refused.</summary>
        public static Unreadable Because(string path, Errno errno) => new(path, errno.ToString(), CureOf(errno));

        private static string CureOf(Errno errno) => errno switch
        {
            _ when errno == Errno.NotPermitted => "Run the janitor as the user that the registry runs as.",
            _ when errno == Errno.AccessDenied =>
                "Run the janitor as the user that the registry runs as; on a CIFS mount it may be in use, and the next pass tries again.",
            _ when errno == Errno.OtherDevice => "The registry's root directory must be one file system: moving to the trash is a rename.",
            _ when errno == Errno.NoSpace => "Make some room, so that the janitor can make more.",
            _ when errno == Errno.Busy => "Somebody has it open; the next pass tries again.",
            _ when errno == Errno.LeaseLost => "The lease was lost in the middle of the pass; the next one tries again.",
            _ when errno == Errno.ReadOnly => "Mount the store writable.",
            _ => "Check the disk or the mount; nothing is removed until it can be read, and the next pass tries again.",
        };
    }

    /// <summary>Already gone for the registry, but not from the disk: it takes space until it can be deleted. Nothing depends on it.</summary>
    public sealed record Undeleted(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure)
    {
        /// <summary>The operating system refused.</summary>
        public static Undeleted Because(string path, Errno errno) =>
            new(path, $"it cannot be deleted: {errno}", "The next pass tries again; delete it by hand if it stays.");
    }

    /// <summary>Not the registry's: left alone, and nothing depends on it.</summary>
    public sealed record Stray(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure)
    {
        internal const string LeftAlone = "It is left alone; move it out of the store if the registry did not make it.";

    }

    /// <summary>The registry's, but already broken: it cannot be pulled, and keeping it harms nothing.</summary>
    public sealed record Broken(string Path, string Cause, string Cure) : StoreFault(Path, Cause, Cure);
}
