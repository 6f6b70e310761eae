namespace RegistryJanitor.Dockerfiles.Tests;

/// <summary>Whatever the text is, there is an answer or a sentence, and it comes. A failure names its seed.</summary>
public sealed class HostileTests
{
    private static readonly string[] s_pieces =
    [
        "FROM ", "a", "b", " AS ", "\n", "\n", "\\\n", "\r\n", "`", "${", "}", "$x", ":-", "/", "#", "%", "*", "?", "'", "\"", "<<EOF", "<<-'E'", "EOF\n", "E\n", "RUN ", "COPY ", "ONBUILD ", "ARG ", "ARG x=",
        "--from=", "--mount=", "from=", ",", "--platform=", "=", "[", "]", "\t", "\v", "0", "-1", "# escape=`\n", "# syntax=", "\uFEFF", "\ud800", "\\", "é", "x", "scratch", "\0",
    ];

    [Fact]
    public void Pieces_in_any_order_are_understood_or_mistaken()
    {
        var understood = 0;
        for (var seed = 0; seed < 60_000; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => s_pieces[random.Next(s_pieces.Length)]));
            try
            {
                understood += IsSound(DockerfileReader.Read(seed % 2 == 0 ? $"FROM a\n{text}" : text, Read.Inputs with { Target = random.Next(8) == 0 ? "b" : null })) ? 1 : 0;
            }
            catch (Exception broken)
            {
                throw new InvalidOperationException($"seed {seed}: {text}", broken);
            }
        }

        Assert.InRange(understood, 6_000, 54_000); // or the property says nothing
    }

    [Fact]
    public void Values_that_double_with_every_line_end_in_a_sentence()
    {
        var text = $"ARG A0=xxxxxxxxxx\n{string.Concat(Enumerable.Range(1, 60).Select(line => $"ARG A{line}=$A{line - 1}$A{line - 1}\n"))}FROM $A60";
        Assert.Contains("line 14 of the Dockerfile (ARG) becomes more than 65536 letters once its variables are put in", Read.Mistakes(text));
    }

    [Fact]
    public void Variables_in_variables_end_in_a_sentence()
    {
        Assert.Equal("x", Read.BuiltFrom($"FROM {Nested(DockerfileLimits.MostNested)}"));
        Assert.Contains("nests more than 100 variables", Assert.Single(Read.Mistakes($"FROM {Nested(DockerfileLimits.MostNested + 1)}")));
        Assert.Single(Read.Mistakes($"FROM {Nested(5_000)}"));
    }

    [Fact]
    public void Patterns_over_long_values_end_in_a_sentence()
    {
        var text = $"ARG A={new string('a', 60_000)}\nARG P=*{new string('a', 30_000)}b\nFROM ${{A#$P}}{string.Concat(Enumerable.Repeat("${A//*a*b*/x}", 1000))}";
        Assert.Contains("puts patterns to values that are too long for it", Assert.Single(Read.Mistakes(text)));
    }

    [Fact]
    public void Triggers_of_thousands_of_stages_end_in_a_sentence()
    {
        var text = $"FROM a AS x\n{string.Concat(Enumerable.Repeat("ONBUILD COPY --from=i / /\n", 15_000))}{string.Concat(Enumerable.Repeat("FROM x\n", 60_000))}";
        Assert.All(Read.Mistakes(text), sentence => Assert.EndsWith("leads to more triggers of other stages than anybody wrote", sentence));
        Assert.NotEmpty(Read.Mistakes(text));
    }

    [Theory]
    [InlineData("FROM a\n")]
    [InlineData("FROM a AS b\nFROM b\n")]
    [InlineData("ARG x=${x:-${x}}\n")]
    [InlineData("FROM a\nRUN <<E\nE\n")]
    [InlineData("\\\n")]
    [InlineData("\n")]
    [InlineData("RUN <<A <<B <<C <<D\n")]
    [InlineData("FROM a\nCOPY --from=b --from=c / /\n")]
    [InlineData("FROM a\nRUN ${a:-${b:-'${c}'}} \"x\"\n")]
    [InlineData("RUN [[[[[[[[[[[[[[[[")]
    public void A_mebibyte_of_anything_comes_to_an_end(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, DockerfileLimits.MostBytes / piece.Length));
        IsSound(DockerfileReader.Read(text, BuildInputs.None));
    }

    private static string Nested(int depth) => $"{string.Concat(Enumerable.Repeat("${u:-", depth))}x{new string('}', depth)}";

    private static bool IsSound(DockerfileReading reading)
    {
        if (reading is DockerfileReading.Mistaken mistaken)
        {
            Assert.NotEmpty(mistaken.Mistakes);
            Assert.True(mistaken.Mistakes.All(mistake => mistake.Sentence.Length > 0 && mistake.Line >= 0));
            Assert.Equal(mistaken.Mistakes.Select(mistake => mistake.Line).Order(), mistaken.Mistakes.Select(mistake => mistake.Line));
            return false;
        }

        var read = Assert.IsType<DockerfileReading.Understood>(reading).Dockerfile;
        Assert.True(read.Stages[read.Target].IsNeeded);
        Assert.True(read.Images.All(image => image.Image.Length > 0 && image.Line > 0));
        for (var index = 0; index < read.Stages.Count; index++)
        {
            var stage = read.Stages[index];
            Assert.True(stage.Sources.All(source => source < index && (!stage.IsNeeded || read.Stages[source].IsNeeded)));
            Assert.True(stage.Base is not StageBase.Stage { Index: var earlier } || (earlier < index && (!stage.IsNeeded || read.Stages[earlier].IsNeeded)));
        }

        return true;
    }
}
