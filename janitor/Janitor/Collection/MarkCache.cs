using System.Runtime.InteropServices;
using RegistryJanitor.Daemon;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Collection;

/// <summary>
/// What earlier passes have read, in one file, so that a pass reads new manifests and links only. What a manifest refers to follows from its
/// digest and is valid for ever; what a tag points at, as long as its link has not been written again. Deleting the file costs time and nothing else.
/// </summary>
/// <remarks>
/// Little-endian; a place is an index into the first table; a checksum ends the file (<see cref="ChecksummedWriter"/>).
/// <code>
/// 8 bytes   the text "marks 1\n": what a manifest is read as has changed when the number has
/// int       count of digests,      each 32 bytes of sha256
/// int       count of manifests,    each: place, 1 if it is an index, place of its subject or -1,
///                                        count and places of its manifests, count and places of its other references
/// int       count of repositories, each: byte length and name, count of tags, each: byte length and name, mtime of its link in ns, place
/// </code>
/// </remarks>
internal static class MarkCache
{
    private const int None = -1;

    private static ReadOnlySpan<byte> Magic => "marks 1\n"u8;

    /// <summary>Puts what the file holds into a graph, of blobs that are still there.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="graph">The graph, empty.</param>
    /// <param name="fault">What is wrong with the file; null when nothing is. It is written anew by the pass.</param>
    /// <returns>The tags.</returns>
    public static KnownTags Load(StorageLayout layout, ReferenceGraph graph, out StoreFault? fault)
    {
        fault = null;
        try
        {
            using var reader = new ChecksummedReader(layout.MarkCache);
            Span<byte> magic = stackalloc byte[Magic.Length];
            reader.Read(magic);
            return magic.SequenceEqual(Magic) ? Load(reader, graph) : KnownTags.None; // another version's
        }
        catch (FileNotFoundException)
        {
            return KnownTags.None;
        }
        catch (IOException error)
        {
            fault = new StoreFault.Broken(layout.MarkCache, error.Message.TrimEnd('.'), "This pass reads every manifest and writes the file anew.");
            return KnownTags.None;
        }
    }

    /// <summary>Writes the file anew, whole.</summary>
    /// <param name="layout">The store.</param>
    /// <param name="graph">What is known of manifests.</param>
    /// <param name="repositories">What is known of tags; gone through twice.</param>
    /// <exception cref="IOException">It cannot be written; the old one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be written; the old one stays.</exception>
    public static void Save(StorageLayout layout, ReferenceGraph graph, IEnumerable<KnownRepository> repositories) =>
        WholeFile.Write(layout.MarkCache, stream =>
        {
            var writer = new ChecksummedWriter(stream);
            writer.Write(Magic);
            var places = new Places(graph.Digests);
            var manifests = new List<int>();
            for (var number = 0; number < graph.Digests.BlobCount; number++)
            {
                if (graph.KnownAt(number) is { } node && places.TryAdd(number, node))
                    manifests.Add(number);
            }

            var count = 0;
            foreach (var repository in repositories)
            {
                count++;
                foreach (var tag in repository.Tags)
                    places.TryAdd(tag.Target);
            }

            places.Write(writer);
            writer.Write(manifests.Count);
            foreach (var number in manifests)
            {
                var node = graph.KnownAt(number)!;
                writer.Write(places[number]);
                writer.Write(node.IsIndex ? 1 : 0);
                writer.Write(node.Subject is { } subject ? places[subject] : None);
                Write(writer, places, node.Manifests);
                Write(writer, places, node.Blobs);
            }

            writer.Write(count);
            foreach (var repository in repositories)
                KnownTags.Write(writer, repository, target => places[target]);
            writer.End();
        });

    private static void Write(ChecksummedWriter writer, Places places, ReadOnlySpan<int> numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
            writer.Write(places[number]);
    }

    private static KnownTags Load(ChecksummedReader reader, ReferenceGraph graph)
    {
        var numbers = new int[reader.ReadInt32()];
        for (var place = 0; place < numbers.Length; place++)
            numbers[place] = graph.Digests.NumberOf(reader.ReadDigest());
        var (manifests, blobs) = (new List<int>(), new List<int>());
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var number = numbers[reader.ReadInt32()];
            var isIndex = reader.ReadInt32() == 1;
            var subject = reader.ReadInt32();
            ReadNumbers(reader, numbers, manifests);
            ReadNumbers(reader, numbers, blobs);
            if (number < graph.Digests.BlobCount) // what is gone from the store must be missed there
            {
                graph.Remember(number, new ManifestNode.Leads(
                    isIndex, subject == None ? null : numbers[subject], CollectionsMarshal.AsSpan(manifests), CollectionsMarshal.AsSpan(blobs)));
            }
        }

        return KnownTags.Read(reader, numbers);
    }

    private static void ReadNumbers(ChecksummedReader reader, int[] numbers, List<int> read)
    {
        read.Clear();
        for (var count = reader.ReadInt32(); count > 0; count--)
            read.Add(numbers[reader.ReadInt32()]);
    }

    /// <summary>The table of digests as it is written.</summary>
    private sealed class Places(DigestTable digests)
    {
        private readonly List<int> _numbers = [];

        // By number, one more than the place.
        private readonly int[] _places = new int[digests.Count];

        /// <summary>-1 when it has none.</summary>
        public int this[int number] => _places[number] - 1;

        /// <summary>False, and nothing is added, when it is no sha256.</summary>
        public bool TryAdd(int number)
        {
            if (_places[number] > 0)
                return true;
            if (digests[number].Algorithm is not "sha256")
                return false;
            _numbers.Add(number);
            _places[number] = _numbers.Count;
            return true;
        }

        public bool TryAdd(int number, ManifestNode.Leads node)
        {
            var all = TryAdd(number) && (node.Subject is not { } subject || TryAdd(subject));
            foreach (var reference in node.Manifests)
                all &= TryAdd(reference);
            foreach (var reference in node.Blobs)
                all &= TryAdd(reference);
            return all;
        }

        public void Write(ChecksummedWriter writer)
        {
            writer.Write(_numbers.Count);
            foreach (var number in _numbers)
                writer.Write(digests[number]);
        }
    }
}
