using System.Runtime.InteropServices;
using System.Text;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>What tags pointed at when an earlier pass read their links, so that a link that was not written since need not be opened again.</summary>
/// <remarks>
/// Kept as it lies in the file, a few bytes a tag, until its repository is asked for. It only ever proposes candidates: before anything of a repository
/// is final, the links of all its tags are read (phase 10).
/// </remarks>
internal sealed class KnownTags
{
    /// <summary>No tags.</summary>
    public static KnownTags None { get; } = new();

    // A link that is written again within the resolution of its file system's clock keeps its mtime: 2 s on FAT and many CIFS servers.
    private static readonly TimeSpan s_clockResolution = TimeSpan.FromSeconds(3);

    private readonly Dictionary<RepositoryName, byte[]> _entries = [];

    /// <summary>The tags of one repository, by name.</summary>
    public Dictionary<string, (long ModifiedNanoseconds, int Target)> Of(RepositoryName repository)
    {
        var known = new Dictionary<string, (long, int)>(StringComparer.Ordinal);
        ReadOnlySpan<byte> left = _entries.GetValueOrDefault(repository);
        while (!left.IsEmpty)
        {
            var name = left.Slice(1, left[0]);
            var values = left[(1 + name.Length)..];
            known[Encoding.ASCII.GetString(name)] = (MemoryMarshal.Read<long>(values), MemoryMarshal.Read<int>(values[sizeof(long)..]));
            left = values[(sizeof(long) + sizeof(int))..];
        }

        return known;
    }

    /// <summary>Whether a link that was just read may be remembered by its mtime.</summary>
    /// <param name="link">Its stamp before it was read.</param>
    /// <param name="now">When it was read, UTC.</param>
    public static bool CanBeKnown(FileStamp link, DateTimeOffset now) => link.Size > 0 && link.ModifiedAt < now - s_clockResolution;

    /// <summary>Reads the tags of all repositories.</summary>
    /// <param name="reader">Stands where they begin.</param>
    /// <param name="numbers">The numbers of the digests by their place in the file.</param>
    public static KnownTags Read(ChecksummedReader reader, int[] numbers)
    {
        var known = new KnownTags();
        Span<byte> values = stackalloc byte[sizeof(long) + sizeof(int)];
        for (var repositories = reader.ReadInt32(); repositories > 0; repositories--)
        {
            var repository = RepositoryName.Parse(ReadText(reader, reader.ReadByte()));
            using var entries = new MemoryStream();
            for (var tags = reader.ReadInt32(); tags > 0; tags--)
            {
                var name = Encoding.ASCII.GetBytes(ReadText(reader, reader.ReadByte()));
                reader.Read(values);
                MemoryMarshal.Write(values[sizeof(long)..], numbers[MemoryMarshal.Read<int>(values[sizeof(long)..])]);
                entries.WriteByte((byte)name.Length);
                entries.Write(name);
                entries.Write(values);
            }

            known._entries[repository] = entries.ToArray();
        }

        return known;
    }

    /// <summary>Writes the tags of one repository.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="repository">The repository.</param>
    /// <param name="place">The place in the file of a digest by its number; negative when it has none.</param>
    public static void Write(ChecksummedWriter writer, KnownRepository repository, Func<int, int> place)
    {
        KnownTag[] tags = [.. repository.Tags.Where(tag => place(tag.Target) >= 0)];
        Write(writer, repository.Name.Value);
        writer.Write(tags.Length);
        foreach (var tag in tags)
        {
            Write(writer, tag.Tag.Tag.Value);
            writer.Write(tag.Tag.Link.ModifiedNanoseconds);
            writer.Write(place(tag.Target));
        }
    }

    private static void Write(ChecksummedWriter writer, string text)
    {
        writer.Write([(byte)text.Length]);
        writer.Write(Encoding.ASCII.GetBytes(text));
    }

    private static string ReadText(ChecksummedReader reader, int length)
    {
        Span<byte> text = stackalloc byte[length];
        reader.Read(text);
        return Encoding.ASCII.GetString(text);
    }
}
