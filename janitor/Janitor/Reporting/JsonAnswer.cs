using System.Text.Encodings.Web;
using System.Text.Json;
using RegistryJanitor.Storage;

namespace RegistryJanitor.Reporting;

/// <summary>What all answers in JSON have in common: one document, a line feed, and faults.</summary>
internal static class JsonAnswer
{
    // The document is no part of a web page, so an apostrophe may stay one.
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a document and a line feed.</summary>
    public static void Write(Stream output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(output, s_options))
            write(json);
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes a property that is an array.</summary>
    public static void WriteArray<T>(string name, IEnumerable<T> items, Action<T, Utf8JsonWriter> write, Utf8JsonWriter json)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(item, json);
        json.WriteEndArray();
    }

    /// <summary>Writes a property that is a number, or null when it is not known.</summary>
    public static void WriteNumber(string name, long? number, Utf8JsonWriter json)
    {
        if (number is { } known)
            json.WriteNumber(name, known);
        else
            json.WriteNull(name);
    }

    /// <summary>Writes the property <c>faults</c>.</summary>
    public static void WriteFaults(IEnumerable<StoreFault> faults, Utf8JsonWriter json)
    {
        json.WriteStartArray("faults");
        foreach (var fault in faults)
        {
            json.WriteStartObject();
            WriteFault(fault, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the properties of a fault: path, cause, cure, unreadable.</summary>
    public static void WriteFault(StoreFault fault, Utf8JsonWriter json)
    {
        json.WriteString("path", fault.Path);
        json.WriteString("cause", fault.Cause);
        json.WriteString("cure", fault.Cure);
        json.WriteBoolean("unreadable", fault is StoreFault.Unreadable);
    }
}
