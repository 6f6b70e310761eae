using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace RegistryJanitor.Oci;

/// <summary>One walk over the JSON of a manifest. The methods that return false have set <see cref="_why"/>.</summary>
internal ref partial struct ManifestDocument(ReadOnlySpan<byte> utf8)
{
    private const int LongestQuote = 100;

    private static readonly string[] s_manifestKeys =
        ["schemaVersion", "mediaType", "config", "layers", "manifests", "blobs", "subject", "fsLayers"];

    private Utf8JsonReader _json = new(utf8, new JsonReaderOptions { MaxDepth = ManifestReader.MaxDepth });
    private string _why = "";

    private long? _schemaVersion;
    private MediaType _mediaType;
    private Descriptor? _config;
    private Descriptor? _subject;

    // Default, not empty, means that the key is absent.
    private ImmutableArray<Descriptor> _layers;
    private ImmutableArray<Descriptor> _manifests;
    private ImmutableArray<Descriptor> _blobs;
    private bool _hasFsLayers;

    /// <summary>Objects and arrays that are open, where the reader stands.</summary>
    public readonly int Depth => _json.CurrentDepth + (_json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray ? 1 : 0);

    /// <summary>Reads the whole document.</summary>
    /// <exception cref="JsonException">It is not JSON, or nested too deep.</exception>
    public Manifest Read()
    {
        _ = _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject) return new Manifest.Unknown("it is not a JSON object");

        if (!TryReadMembers()) return new Manifest.Unknown(_why);

        _ = _json.Read(); // throws when something follows
        return Decide();
    }

    private bool TryReadMembers()
    {
        var seen = 0;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryReadKey(s_manifestKeys, ref seen, out var key)) return false;

            _ = _json.Read();
            var read = key switch
            {
                "schemaVersion" => TryReadSchemaVersion(),
                "mediaType" => TryReadMediaType(out _mediaType),
                "config" => TryReadOptional(key, out _config),
                "subject" => TryReadOptional(key, out _subject),
                "layers" => TryReadList(key, out _layers),
                "manifests" => TryReadList(key, out _manifests),
                "blobs" => TryReadList(key, out _blobs),
                "fsLayers" => _hasFsLayers = Skip(),
                _ => Skip(),
            };
            if (!read) return false;
        }

        return true;
    }

    private readonly Manifest Decide()
    {
        if (_hasFsLayers || _schemaVersion == 1) return new Manifest.Unknown("it is a Docker schema 1 manifest, which is not supported");

        var isImage = _config is not null || !_layers.IsDefault;
        var isIndex = !_manifests.IsDefault;
        var isArtifact = _mediaType == MediaType.OciArtifactManifest;
        if (isImage && isIndex) return new Manifest.Unknown("it is an image and an index at once: it has config or layers, and manifests");

        if (isArtifact ? isImage || isIndex : !_blobs.IsDefault)
            return new Manifest.Unknown("it has blobs, as artifact manifests do, beside another kind of manifest");

        // Artifact manifests were specified without a schemaVersion.
        if (_schemaVersion != 2 && !(isArtifact && _schemaVersion is null)) return new Manifest.Unknown("its schemaVersion is not 2");

        if (isArtifact) return new Manifest.Image(Config: null, _blobs.IsDefault ? [] : _blobs, _subject);

        var isUntyped = _mediaType == MediaType.None;
        if (isIndex && (isUntyped || _mediaType.IsIndex)) return new Manifest.Index(_manifests, _subject);

        if (isImage && (isUntyped || _mediaType.IsImageManifest))
        {
            return _config is null
                ? new Manifest.Unknown("it has layers but no config")
                : new Manifest.Image(_config, _layers.IsDefault ? [] : _layers, _subject);
        }

        return new Manifest.Unknown(
            isUntyped ? "it has no mediaType, and neither config and layers nor manifests"
            : _mediaType.IsManifest ? $"its content is not what its mediaType says, {_mediaType}"
            : $"its mediaType is none of a manifest: {Quote(_mediaType.Value)}");
    }

    /// <summary>Reads a key; empty for one of no interest. False for a known key doubled, or spelt as only Go would know it.</summary>
    private bool TryReadKey(string[] known, ref int seen, out string key)
    {
        key = "";
        var name = _json.ValueSpan;
        if (_json.ValueIsEscaped || !Ascii.IsValid(name))
            return Fail($"it has a key that may mean another: {Quote(Encoding.UTF8.GetString(name))}");

        for (var i = 0; i < known.Length; i++)
        {
            if (!Ascii.EqualsIgnoreCase(name, known[i])) continue;

            key = known[i];
            if (!Ascii.Equals(name, key)) return Fail($"its key {Encoding.UTF8.GetString(name)} is not spelt {key}");

            if ((seen & (1 << i)) != 0) return Fail($"it has two {key} in one object");

            seen |= 1 << i;
        }

        return true;
    }

    private bool TryReadSchemaVersion()
    {
        if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var version))
            return Fail("its schemaVersion is not a whole number");

        _schemaVersion = version;
        return true;
    }

    private bool TryReadMediaType(out MediaType mediaType)
    {
        mediaType = MediaType.None;
        if (_json.TokenType == JsonTokenType.Null) return true;

        if (_json.TokenType != JsonTokenType.String) return Fail("it has a mediaType that is not a string");

        if (!_json.ValueIsEscaped)
        {
            mediaType = MediaType.FromUtf8(_json.ValueSpan);
            return true;
        }

        try
        {
            mediaType = new MediaType(_json.GetString()!); // PHP escapes the slash
            return true;
        }
        catch (InvalidOperationException)
        {
            return Fail("it has a mediaType with half of a surrogate pair");
        }
    }

    private bool Skip()
    {
        _json.Skip();
        return true;
    }

    private bool Fail(string why)
    {
        _why = why;
        return false;
    }

    // One line of a log at most, whatever a client pushed.
    private static string Quote(string text) =>
        string.Concat(text.Take(LongestQuote).Select(c => char.IsControl(c) ? '?' : c)) + (text.Length > LongestQuote ? "…" : "");
}
