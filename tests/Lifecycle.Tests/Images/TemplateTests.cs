using RegistryJanitor.Lifecycle.Images;
using RegistryJanitor.Lifecycle.Images.Templates;

namespace RegistryJanitor.Lifecycle.Tests.Images;

public sealed class TemplateTests
{
    private static readonly TemplateVariables s_variables = new(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Version"] = "3.21.3", ["Name"] = "alpine", ["Empty"] = "" },
        new Dictionary<string, string>(StringComparer.Ordinal) { ["USER_NAME"] = "me", ["NONE"] = "", ["with-dash"] = "x" });

    [Theory]
    [InlineData("", "")]
    [InlineData("FROM a\n", "FROM a\n")]
    [InlineData("{ { }} }", "{ { }} }")]
    [InlineData("v{{.Version}}-{{ .Name }}", "v3.21.3-alpine")]
    [InlineData("{{.Args.USER_NAME}}{{index .Args \"with-dash\"}}{{(index .Args \"NONE\")}}", "mex")]
    [InlineData("{{\"{{\"}}{{`}}`}}{{\"\\\"\\\\\\n\\t\"}}", "{{}}\"\\\n\t")]
    [InlineData("a  {{- .Name -}}  \n b", "aalpineb")]
    [InlineData("a {{- /* }} */ -}} b{{/* c */}}", "ab")]
    [InlineData("a {{-\n.Name\n-}} b", "aalpineb")]
    [InlineData("{{if .Name}}y{{else}}n{{end}}{{if .Empty}}y{{else}}n{{end}}{{if .Args.MISSING}}y{{end}}", "yn")]
    [InlineData("{{if eq .Name \"debian\"}}d{{else if eq .Name \"alpine\"}}a{{else}}?{{end}}", "a")]
    [InlineData("{{if eq .Name \"b\" \"alpine\"}}in{{end}}{{if ne .Name \"b\"}}other{{end}}", "inother")]
    [InlineData("{{if not .Args.NONE}}1{{end}}{{if not (eq .Name \"b\")}}2{{end}}{{if (eq (index .Args \"USER_NAME\") \"me\")}}3{{end}}", "123")]
    [InlineData("{{if .Name}}{{if .Empty}}a{{else}}b{{end}}c{{end}}d", "bcd")]
    [InlineData("{{if .Args.MISSING}}{{.Args.MISSING}}{{end}}.", ".")]
    public void What_is_known_is_filled_in_as_Go_does(string template, string expected) => Assert.Equal(expected, Template.Fill("t", template, s_variables));

    [Theory]
    [InlineData("a\nb {{.Versoin}}", "t:2:5: .Versoin is not known; did you mean .Version? known are .Empty, .Name, .Version, .Args.NAME")]
    [InlineData("{{if .Empty}}{{.Nmae}}{{end}}", "t:1:16: .Nmae is not known; did you mean .Name? known are .Empty, .Name, .Version, .Args.NAME")]
    [InlineData("{{.Args.OTHER}}", "t:1:3: the image has no argument OTHER; it has NONE, USER_NAME, with-dash; write it into args, or ask for it first: {{if index .Args \"OTHER\"}}")]
    [InlineData("{{.Args}}", "t:1:3: the arguments are no text; write .Args.NAME for one of them")]
    [InlineData("{{if .Name}}x", "t:1:3: this if has no {{end}}; write it")]
    [InlineData("{{if .Name}}x{{else}}y", "t:1:3: this if has no {{end}}; write it")]
    [InlineData("x{{end}}", "t:1:4: {{end}} stands here without an {{if}}; take it away, or write the {{if}} before it")]
    [InlineData("{{if .Name}}{{else}}{{else}}{{end}}", "t:1:23: {{end}} is to stand here: an {{else}} has no other behind it")]
    [InlineData("x {{ .Name", "t:1:3: {{ has no }}; write it, or {{\"{{\"}} where two braces are meant")]
    [InlineData("{{ \"a }}", "t:1:4: a text begins here that has no end; write \" behind it")]
    [InlineData("{{/* a }}", "t:1:1: a comment begins here that has no end; write */}} behind it")]
    [InlineData("{{eq .Name}}", "t:1:3: 'eq' is not known; known are {{.NAME}}, {{index .Args \"NAME\"}}, {{if}}, {{else if}}, {{else}}, {{end}} and {{/* a comment */}}")]
    [InlineData("{{if}}{{end}}", "t:1:3: if has nothing behind it; write what is to be asked, such as {{if .Args.NAME}} or {{if eq .Name \"alpine\"}}")]
    [InlineData("{{if eq .Name}}{{end}}", "t:1:6: eq compares a value with one or more, and has 1; write {{if eq .Name \"alpine\"}}")]
    [InlineData("{{if .Name}}{{end .Name}}", "t:1:19: nothing stands behind end but }}; take '.Name' away")]
    [InlineData("{{if eq index .Args \"A\" \"b\"}}{{end}}", "t:1:9: index stands in brackets here; write (index .Args \"NAME\")")]
    public void What_is_not_is_refused_with_its_place_and_what_is_known(string template, string sentence) =>
        Assert.Equal(sentence, Assert.Throws<ImageException>(() => Template.Fill("t", template, s_variables)).Message);

    [Theory]
    [InlineData("{{range .Args}}{{end}}")]
    [InlineData("{{with .Name}}{{end}}")]
    [InlineData("{{define \"a\"}}{{end}}")]
    [InlineData("{{.Name | upper}}")]
    [InlineData("{{$a := .Name}}")]
    [InlineData("{{if and .Name .Version}}{{end}}")]
    [InlineData("{{.}}")]
    [InlineData("{{}}")]
    [InlineData("{{.Args.}}")]
    [InlineData("{{.Args.A.B}}")]
    [InlineData("{{printf \"%s\" .Name}}")]
    [InlineData("{{template \"x\"}}")]
    [InlineData("{{.Name .Version}}")]
    [InlineData("{{1}}")]
    [InlineData("{{(.Name}}")]
    public void Everything_else_of_Go_is_refused(string template) =>
        Assert.StartsWith("t:1:", Assert.Throws<ImageException>(() => Template.Fill("t", template, s_variables)).Message, StringComparison.Ordinal);

    [Fact]
    public void Whatever_is_written_it_is_filled_in_or_refused()
    {
        string[] parts = ["{{", "}}", "if ", "else ", "end", "eq ", "not ", "(", ")", "\"", "`", ".Name", ".Args.X", "index ", "-", " ", "\n", "/*", "*/", "\\", "a"];
        for (var seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            var template = string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => parts[random.Next(parts.Length)]));
            try
            {
                Template.Fill("t", template, s_variables);
            }
            catch (ImageException refused)
            {
                Assert.True(refused.Message.StartsWith("t:", StringComparison.Ordinal), $"seed {seed}");
            }
        }

        Assert.Throws<ImageException>(() => Template.Fill("t", string.Concat(Enumerable.Repeat("{{if .Name}}", 100_000)), s_variables));
        Assert.Throws<ImageException>(() => Template.Fill("t", $"{{{{if {new string('(', 100_000)}.Name}}}}", s_variables));
    }
}
