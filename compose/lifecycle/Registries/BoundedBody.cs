namespace RegistryJanitor.Lifecycle.Registries;

/// <summary>Bodies that are read into memory: never more than so many bytes, whatever the other side sends.</summary>
internal static class BoundedBody
{
    /// <summary>The whole body; null: it is longer.</summary>
    internal static async Task<byte[]?> ReadAsync(HttpContent content, int longest, CancellationToken cancel)
    {
        if (content.Headers.ContentLength > longest)
            return null;
        await using var body = await content.ReadAsStreamAsync(cancel);
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (var read = await body.ReadAsync(buffer, cancel); read > 0; read = await body.ReadAsync(buffer, cancel))
        {
            if (bytes.Length + read > longest)
                return null;
            await bytes.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return bytes.ToArray();
    }
}
