using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace RegistryJanitor.Oci;

/// <summary>The descriptors in the document, alone and in lists.</summary>
internal ref partial struct ManifestDocument
{
    private static readonly string[] s_descriptorKeys = ["mediaType", "digest", "size", "urls"];

    private bool TryReadOptional(string key, out Descriptor? descriptor)
    {
        descriptor = null;
        if (_json.TokenType == JsonTokenType.Null) return true;

        if (!TryReadDescriptor(key, out var present)) return false;

        descriptor = present;
        return true;
    }

    private bool TryReadList(string key, out ImmutableArray<Descriptor> list)
    {
        list = [];
        if (_json.TokenType == JsonTokenType.Null) return true;

        if (_json.TokenType != JsonTokenType.StartArray) return Fail($"its {key} are not an array");

        var builder = ImmutableArray.CreateBuilder<Descriptor>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (!TryReadDescriptor(key, out var descriptor)) return false;

            builder.Add(descriptor);
        }

        list = builder.DrainToImmutable();
        return true;
    }

    private bool TryReadDescriptor(string parent, out Descriptor descriptor)
    {
        descriptor = default;
        if (_json.TokenType != JsonTokenType.StartObject) return Fail($"its {parent} has something that is not an object");

        var seen = 0;
        var mediaType = MediaType.None;
        Digest? digest = null;
        var size = 0L;
        var hasUrls = false;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadKey(s_descriptorKeys, ref seen, out var key)) return false;

            _ = _json.Read();
            var read = key switch
            {
                "mediaType" => TryReadMediaType(out mediaType),
                "digest" => TryReadDigest(parent, out digest),
                "size" => TryReadSize(parent, out size),
                "urls" => TryReadUrls(parent, out hasUrls),
                _ => Skip(),
            };
            if (!read) return false;
        }

        if (digest is null) return Fail($"its {parent} has something without a digest");

        descriptor = new Descriptor(mediaType, digest.Value, size, hasUrls);
        return true;
    }

    private bool TryReadDigest(string parent, out Digest? digest)
    {
        digest = null;
        if (_json.TokenType != JsonTokenType.String) return Fail($"its {parent} has a digest that is not a string");

        // One written with JSON escapes fails here too: no encoder escapes hex digits.
        if (!Digest.TryParse(_json.ValueSpan, out var parsed))
            return Fail($"its {parent} has a digest that is neither sha256 nor sha512: {Quote(Encoding.UTF8.GetString(_json.ValueSpan))}");

        digest = parsed;
        return true;
    }

    private bool TryReadSize(string parent, out long size)
    {
        size = 0;
        return _json.TokenType == JsonTokenType.Null
            || (_json.TokenType == JsonTokenType.Number && _json.TryGetInt64(out size) && size >= 0)
            || Fail($"its {parent} has a size that is not a number of bytes");
    }

    private bool TryReadUrls(string parent, out bool any)
    {
        any = false;
        if (_json.TokenType == JsonTokenType.Null) return true;

        if (_json.TokenType != JsonTokenType.StartArray) return Fail($"its {parent} has urls that are not an array");

        var first = _json;
        any = first.Read() && first.TokenType != JsonTokenType.EndArray;
        return Skip();
    }
}
