using System.Text;

namespace RegistryJanitor.Tests.Properties.Oracles;

/// <summary>One file.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="At">Its mtime, UTC.</param>
internal sealed record StoreFile(byte[] Content, DateTime At)
{
    /// <summary>What a link says.</summary>
    public string Text => Encoding.ASCII.GetString(Content);
}
