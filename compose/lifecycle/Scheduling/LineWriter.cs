using System.Text;

namespace RegistryJanitor.Lifecycle.Scheduling;

/// <summary>Gives away what a command writes, line by line.</summary>
/// <param name="line">To whom; never an empty line.</param>
internal sealed class LineWriter(Action<string> line) : TextWriter
{
    private readonly StringBuilder _begun = new();

    /// <inheritdoc />
    public override Encoding Encoding => Encoding.UTF8;

    /// <inheritdoc />
    public override void Write(char value)
    {
        if (value is not '\n')
        {
            _begun.Append(value);
            return;
        }

        var text = _begun.ToString().TrimEnd();
        _begun.Clear();
        if (text.Length > 0)
            line(text);
    }
}
