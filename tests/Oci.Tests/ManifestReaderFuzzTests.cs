using System.Globalization;
using System.Text;

namespace RegistryJanitor.Oci.Tests;

/// <summary>Hostile content from fixed seeds. A failure names its seed: run that one alone to see it again.</summary>
public class ManifestReaderFuzzTests
{
    private static readonly string[] s_keys =
    [
        "schemaVersion", "mediaType", "config", "layers", "manifests", "blobs", "subject", "fsLayers", "digest", "size", "urls",
        "Layers", "layerſ", "\\u006cayers", "CONFIG", "Digest", "digeſt", "x",
    ];

    [Fact]
    public void Random_bytes_are_never_a_manifest()
    {
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);

            Assert.True(ManifestReader.Read(bytes) is Manifest.Unknown, $"seed {seed}");
        }
    }

    [Fact]
    public void A_damaged_manifest_is_unknown_or_tells_every_reference_that_Go_would_see()
    {
        var known = 0;
        for (var seed = 0; seed < 40_000; seed++)
        {
            var random = new Random(seed);
            var bytes = Encoding.UTF8.GetBytes(SampleManifests.All[random.Next(SampleManifests.All.Count)]);
            for (var times = random.Next(1, 4); times > 0; times--) bytes = Damage(bytes, random);

            if (TellsAll(bytes, seed)) known++;
        }

        Assert.InRange(known, 4_000, 36_000); // or the property says nothing
    }

    [Fact]
    public void Random_JSON_is_unknown_or_tells_every_reference_that_Go_would_see()
    {
        var known = 0;
        for (var seed = 0; seed < 40_000; seed++)
        {
            var random = new Random(seed);
            var members = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Member(random, depth: 0));
            var text = $$"""{"schemaVersion":2,{{string.Join(',', members)}}}""";

            if (TellsAll(Encoding.UTF8.GetBytes(text), seed)) known++;
        }

        Assert.InRange(known, 400, 36_000);
    }

    private static bool TellsAll(byte[] bytes, int seed)
    {
        Manifest manifest;
        try
        {
            manifest = ManifestReader.Read(bytes);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"seed {seed}: {Encoding.UTF8.GetString(bytes)}", e);
        }

        if (manifest is Manifest.Unknown) return false;

        var seen = GoReading.References(bytes);
        var told = manifest.References.Select(d => d.Digest.ToString()).Order(StringComparer.Ordinal);
        Assert.True(seen is not null && seen.SequenceEqual(told), $"seed {seed}: {Encoding.UTF8.GetString(bytes)}");
        return true;
    }

    private static byte[] Damage(byte[] bytes, Random random)
    {
        if (bytes.Length < 2) return bytes;

        var at = random.Next(bytes.Length);
        var to = Math.Min(bytes.Length, at + random.Next(1, 40));
        return random.Next(8) switch
        {
            0 => [.. bytes[..at], (byte)(bytes[at] ^ (1 << random.Next(8))), .. bytes[(at + 1)..]],
            1 => [.. bytes[..at], (byte)random.Next(128), .. bytes[at..]],
            2 => [.. bytes[..at], .. bytes[to..]],
            3 => random.Next(10) == 0 ? bytes[..at] : bytes,
            4 => [.. bytes[..at], .. bytes[at..to], .. bytes[at..]],
            5 => Respell(bytes, at, random),
            6 => Insert(bytes, at, (byte)'{', $"{Member(random, depth: 0)},"),
            _ => Insert(bytes, at, (byte)'"', "\""),
        };
    }

    // The same letter to Go, if it stands in a key: other case, escaped, or a look-alike.
    private static byte[] Respell(byte[] bytes, int at, Random random)
    {
        var letter = Array.FindIndex(bytes, at, b => char.IsAsciiLetter((char)b));
        if (letter < 0) return bytes;

        var c = (char)bytes[letter];
        var other = random.Next(3) switch
        {
            0 => ((char)(c ^ 0x20)).ToString(),
            1 => $"\\u{((int)c).ToString("x4", CultureInfo.InvariantCulture)}",
            _ => c switch { 's' => "ſ", 'k' => "\u212A", _ => c.ToString() },
        };
        return [.. bytes[..letter], .. Encoding.UTF8.GetBytes(other), .. bytes[(letter + 1)..]];
    }

    private static byte[] Insert(byte[] bytes, int from, byte after, string text)
    {
        var place = Array.IndexOf(bytes, after, from) + 1;
        return [.. bytes[..place], .. Encoding.UTF8.GetBytes(text), .. bytes[place..]];
    }

    private static string Member(Random random, int depth) => $"\"{s_keys[random.Next(s_keys.Length)]}\":{Value(random, depth)}";

    private static string Value(Random random, int depth) => random.Next(depth < 3 ? 10 : 5) switch
    {
        0 => "null",
        1 => random.Next(-1, 4).ToString(CultureInfo.InvariantCulture),
        2 => "\"application/vnd.oci.image.manifest.v1+json\"",
        3 => "\"application/vnd.oci.image.index.v1+json\"",
        4 => DigestText(random),
        5 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Value(random, depth + 1)))}]",
        6 => $$"""{{{string.Join(',', Enumerable.Range(0, random.Next(3)).Select(_ => Member(random, depth + 1)))}}}""",
        7 => $$"""[{"digest":{{DigestText(random)}},"size":{{random.Next(100)}}}]""",
        _ => $$"""{"mediaType":"text/plain","digest":{{DigestText(random)}}}""",
    };

    private static string DigestText(Random random) => $"\"sha256:{random.Next(4)}{new string('a', 63)}\"";
}
