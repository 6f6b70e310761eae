using RegistryJanitor.Dockerfiles.Instructions;

namespace RegistryJanitor.Dockerfiles.Tests;

public sealed class HeredocTests
{
    [Theory]
    [InlineData("RUN <<EOF\nFROM evil\nEOF")]
    [InlineData("RUN <<EOF\nFROM evil\nEOF\r")]
    [InlineData("run cat 3<<EOF\nFROM evil\nEOF")]
    [InlineData("COPY <<a <<b /x/\nFROM evil\nb\na\nFROM evil\na\nb")]
    [InlineData("ADD <<x.txt /x\nFROM evil\nx.txt")]
    [InlineData("RUN <<-EOF\nFROM evil\n\t\tEOF")]
    [InlineData("RUN <<'EOF'\nFROM evil $X\nEOF")]
    [InlineData("RUN <<\"E\"OF sh -x\nFROM evil\nEOF")]
    [InlineData("RUN <<E\\'F\nFROM evil\nE'F")]
    [InlineData("RUN <<'one two'\nFROM evil\none two")]
    [InlineData("RUN <<$EOF\nFROM evil\n$EOF")]
    [InlineData("RUN <<${EOF:-x}\nFROM evil\n${EOF:-x}")]
    [InlineData("RUN <<  EOF > y\nFROM evil\nEOF")]
    [InlineData("RUN --mount=type=cache,target=/x <<EOF\nFROM evil\nEOF")]
    [InlineData("RUN cat \\\n <<EOF\nFROM evil \\\nEOF")]
    [InlineData("ONBUILD RUN <<EOF\nFROM evil\nEOF")]
    [InlineData("ONBUILD copy <<EOF /x\nFROM evil\nEOF")]
    [InlineData("RUN <<E#F\n# no comment\nFROM evil\nE#F")]
    public void A_FROM_in_a_heredoc_is_content(string instruction) => Assert.Equal("a", Read.BuiltFrom($"FROM a\n{instruction}"));

    [Theory]
    [InlineData("RUN '<<EOF'")]
    [InlineData("RUN \"<<EOF\"")]
    [InlineData("RUN x\\<<EOF")]
    [InlineData("RUN x<<EOF")]
    [InlineData("RUN <<<EOF")]
    [InlineData("RUN <<")]
    [InlineData("RUN <<\"\"")]
    [InlineData("RUN <<- EOF")]
    [InlineData("RUN <EOF")]
    [InlineData("RUN [\"cat\", \"<<EOF\"]")]
    [InlineData("COPY [\"<<EOF\", \"x\"]")]
    [InlineData("ONBUILD RUN [\"<<EOF\"]")]
    [InlineData("CMD <<EOF")]
    [InlineData("USER <<EOF")]
    [InlineData("ONBUILD CMD <<EOF")]
    [InlineData("RUN it's <<EOF")]
    [InlineData("RUN ${x^^} <<EOF")]
    public void No_heredoc_begins_here(string instruction)
    {
        var read = Read.Whole($"FROM a\n{instruction}\nFROM b");
        Assert.Equal("b", Assert.Single(read.BuiltFrom).Image);
        Assert.All(read.Stages[0].Instructions, one => Assert.Empty(one.Heredocs));
    }

    [Theory]
    [InlineData("RUN <<EOF\nx", "RUN", "EOF")]
    [InlineData("RUN <<EOF\n EOF\n\tEOF\nEOF ", "RUN", "EOF")]
    [InlineData("RUN <<-EOF\n\t EOF", "RUN", "EOF")]
    [InlineData("COPY <<a <<b /x\na", "COPY", "b")]
    [InlineData("ONBUILD ADD <<a /x\nb", "ONBUILD", "a")]
    [InlineData("RUN echo $((1 << 2))\nx", "RUN", "2))")]
    [InlineData("RUN << -EOF\nEOF", "RUN", "-EOF")]
    public void One_that_does_not_end_is_a_mistake(string instruction, string keyword, string name) => Assert.Equal(
        [$"line 2 of the Dockerfile ({keyword}) begins <<{name}, and no line that is {name} ends it"], Read.Mistakes($"FROM a\n{instruction}"));

    [Theory]
    [InlineData("<<EOF", "EOF", false, false)]
    [InlineData("12<<EOF", "EOF", false, false)]
    [InlineData("<< EOF", "EOF", false, false)]
    [InlineData("<<-EOF", "EOF", false, true)]
    [InlineData("<<- EOF", "EOF", false, true)]
    [InlineData("<<'EOF'", "EOF", true, false)]
    [InlineData("<<-\"EOF\"", "EOF", true, true)]
    [InlineData("<<E'O'F", "EOF", true, false)]
    [InlineData("<<E\\'F", "E'F", false, false)]
    [InlineData("<<'E'\\'F", "E'F", true, false)]
    public void Its_name_has_no_quotes_and_quotes_keep_variables_out(string word, string name, bool isQuoted, bool ignoresTabs) =>
        Assert.Equal(new Heredoc(name, isQuoted, ignoresTabs), Heredoc.Read(word));

    [Theory]
    [InlineData("")]
    [InlineData("EOF")]
    [InlineData("<<")]
    [InlineData("<<-")]
    [InlineData("<EOF")]
    [InlineData("<<<EOF")]
    [InlineData("<<EOF sh")]
    [InlineData("<<'EOF")]
    public void Such_a_word_begins_none(string word) => Assert.Null(Heredoc.Read(word));
}
