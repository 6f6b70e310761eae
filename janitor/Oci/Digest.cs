using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace RegistryJanitor.Oci;

/// <summary>
/// A content digest, <c>sha256:&lt;64 hex&gt;</c> or <c>sha512:&lt;128 hex&gt;</c>, by the rules of go-digest that the registry uses:
/// hex in lower case, nothing before or after it. The default value reads <c>sha256:000…</c>.
/// </summary>
/// <remarks>
/// A store has millions of these, so a sha256 is 32 bytes inline. Only the rare sha512 points at the other half of its bytes.
/// Format: OCI image-spec, descriptor.md, "Digests"; go-digest, algorithm.go.
/// </remarks>
public readonly struct Digest : IEquatable<Digest>, IComparable<Digest>, ISpanFormattable
{
    /// <summary>Characters in the longest digest, a sha512.</summary>
    public const int MaxLength = 7 + (2 * MaxBytes);

    private const int InlineBytes = 32;
    private const int MaxBytes = 64;
    private static readonly SearchValues<char> s_lowerHex = SearchValues.Create("0123456789abcdef");

    // Big-endian, so that comparing numbers is comparing hex.
    private readonly ulong _first;
    private readonly ulong _second;
    private readonly ulong _third;
    private readonly ulong _fourth;
    private readonly byte[]? _rest;

    private Digest(ReadOnlySpan<byte> bytes)
    {
        _first = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _second = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _third = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _fourth = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
        _rest = bytes.Length > InlineBytes ? bytes[InlineBytes..].ToArray() : null;
    }

    /// <summary><c>sha256</c> or <c>sha512</c>: also the name of a directory in the store.</summary>
    public string Algorithm => _rest is null ? "sha256" : "sha512";

    /// <summary>The number that the first two hex digits are: the registry keeps blobs in one directory each.</summary>
    public byte Prefix => (byte)(_first >> 56);

    /// <summary>64 (sha256) or 128 (sha512) characters of lower-case hex.</summary>
    public string Hex
    {
        get
        {
            Span<byte> bytes = stackalloc byte[MaxBytes];
            return Convert.ToHexStringLower(bytes[..CopyTo(bytes)]);
        }
    }

    /// <summary>Equal algorithm and equal bytes.</summary>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Another algorithm or other bytes.</summary>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    /// <summary>Before, in the order of <see cref="CompareTo"/>.</summary>
    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    /// <summary>Before or equal, in the order of <see cref="CompareTo"/>.</summary>
    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    /// <summary>After, in the order of <see cref="CompareTo"/>.</summary>
    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    /// <summary>After or equal, in the order of <see cref="CompareTo"/>.</summary>
    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    /// <summary>Reads <c>algorithm:hex</c>.</summary>
    /// <exception cref="FormatException"><paramref name="text"/> is not a digest.</exception>
    public static Digest Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var digest)
            ? digest
            : throw new FormatException($"'{text}' is not a digest: expected sha256: and 64, or sha512: and 128, lower-case hex digits.");

    /// <summary>Reads <c>algorithm:hex</c>; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        var colon = text.IndexOf(':');
        digest = default;
        return colon >= 0 && TryParseHex(text[..colon], text[(colon + 1)..], out digest);
    }

    /// <summary>Reads <c>algorithm:hex</c> from the bytes of a link file or a JSON string; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Digest digest)
    {
        Span<char> text = stackalloc char[MaxLength];
        digest = default;
        return Ascii.ToUtf16(utf8, text, out var length) == OperationStatus.Done && TryParse(text[..length], out digest);
    }

    /// <summary>Reads a digest from two directory names, such as <c>sha256</c> and 64 hex digits; false for anything else.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> algorithm, ReadOnlySpan<char> hex, out Digest digest)
    {
        var length = algorithm switch { "sha256" => InlineBytes, "sha512" => MaxBytes, _ => 0 };
        digest = default;
        if (length == 0 || hex.Length != 2 * length || hex.ContainsAnyExcept(s_lowerHex)) return false;

        Span<byte> bytes = stackalloc byte[length];
        _ = Convert.FromHexString(hex, bytes, out _, out _);
        digest = new Digest(bytes);
        return true;
    }

    /// <summary>The same with the second name in UTF-8, as a directory listing has it.</summary>
    public static bool TryParseHex(ReadOnlySpan<char> algorithm, ReadOnlySpan<byte> hex, out Digest digest)
    {
        Span<char> text = stackalloc char[2 * MaxBytes];
        digest = default;
        return Ascii.ToUtf16(hex, text, out var length) == OperationStatus.Done && TryParseHex(algorithm, text[..length], out digest);
    }

    /// <summary>A sha256 from its 32 bytes.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> are fewer.</exception>
    public static Digest FromSha256(ReadOnlySpan<byte> bytes) => new(bytes[..InlineBytes]);

    /// <inheritdoc/>
    public bool Equals(Digest other) =>
        _first == other._first && _second == other._second && _third == other._third && _fourth == other._fourth
        && _rest.AsSpan().SequenceEqual(other._rest);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    /// <summary>The first bytes: the hash function has mixed them already.</summary>
    public override int GetHashCode() => (int)_first;

    /// <summary>The ordinal order of <see cref="ToString()"/>: every sha256 before every sha512, then by hex.</summary>
    public int CompareTo(Digest other)
    {
        var order = (_rest is not null).CompareTo(other._rest is not null);
        if (order == 0) order = _first.CompareTo(other._first);
        if (order == 0) order = _second.CompareTo(other._second);
        if (order == 0) order = _third.CompareTo(other._third);
        if (order == 0) order = _fourth.CompareTo(other._fourth);
        return order != 0 ? order : _rest.AsSpan().SequenceCompareTo(other._rest);
    }

    /// <summary><c>algorithm:hex</c>.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxLength];
        _ = TryFormat(text, out var length);
        return text[..length].ToString();
    }

    /// <summary>Writes <c>algorithm:hex</c>; false when <paramref name="destination"/> is shorter than that.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        bytes = bytes[..CopyTo(bytes)];
        charsWritten = 0;
        if (destination.Length < Algorithm.Length + 1 + (2 * bytes.Length)) return false;

        Algorithm.CopyTo(destination);
        destination[Algorithm.Length] = ':';
        _ = Convert.TryToHexStringLower(bytes, destination[(Algorithm.Length + 1)..], out var hexLength);
        charsWritten = Algorithm.Length + 1 + hexLength;
        return true;
    }

    /// <inheritdoc/>
    string IFormattable.ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <inheritdoc/>
    bool ISpanFormattable.TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider) =>
        TryFormat(destination, out charsWritten);

    /// <summary>Writes the bytes, 32 (sha256) or 64 (sha512) of them.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bytes"/> has no room for them.</exception>
    public int CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, _first);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _second);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[16..], _third);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[24..], _fourth);
        _rest.CopyTo(bytes[InlineBytes..]);
        return InlineBytes + (_rest?.Length ?? 0);
    }
}
