using System.Globalization;

namespace RegistryJanitor.Lifecycle.Configuration;

/// <summary>How the cycle of a product is cut from a tag.</summary>
public abstract record CycleExtraction
{
    private CycleExtraction()
    {
    }

    /// <summary>What imglife's page has: <c>3.21</c> of <c>3.21.3</c>.</summary>
    public static CycleExtraction Default { get; } = new Numbers(2);

    /// <summary>The first numbers of the version that a tag begins with: <c>3.21</c> of <c>3.21.3</c> and <c>1.22</c> of <c>1.22.3-alpine3.21</c>.</summary>
    /// <param name="Count">1 is <c>major</c>, 2 <c>minor</c>, 3 <c>patch</c>.</param>
    public sealed record Numbers(int Count) : CycleExtraction
    {
        /// <inheritdoc />
        public override string ToString() => Count switch { 1 => "major", 2 => "minor", _ => "patch" };
    }

    /// <summary>The whole tag.</summary>
    public sealed record Whole : CycleExtraction
    {
        /// <inheritdoc />
        public override string ToString() => "full";
    }

    /// <summary>What the one group of an expression captures.</summary>
    /// <param name="Expression">It.</param>
    public sealed record Captured(TagExpression Expression) : CycleExtraction
    {
        /// <inheritdoc />
        public override string ToString() => $"/{Expression}/";
    }

    /// <summary>Reads <c>major</c>, <c>minor</c>, <c>patch</c>, <c>full</c>, or a regular expression between slashes; the mistake is the end of a sentence that begins with the text.</summary>
    public static (CycleExtraction? Extraction, string? Mistake) Read(string text)
    {
        switch (text)
        {
            case "major": return (new Numbers(1), null);
            case "minor": return (new Numbers(2), null);
            case "patch": return (new Numbers(3), null);
            case "full": return (new Whole(), null);
            case ['/', _, .., '/'] when TagExpression.Read(text[1..^1]) is var (expression, mistake):
                return expression is { Groups: not 1 }
                    ? (null, string.Create(CultureInfo.InvariantCulture, $"captures {expression.Groups} groups; put brackets around the cycle alone, and write (?:…) for others"))
                    : (expression is null ? null : new Captured(expression), mistake);
            default: return (null, "is not known; write major, minor, patch or full, or a regular expression with one group between slashes");
        }
    }
}
