using System.Globalization;
using System.Text;
using System.Xml;
using RegistryJanitor.Daemon;
using RegistryJanitor.GitMirror.State;

namespace RegistryJanitor.GitMirror.Reporting;

/// <summary>
/// The JUnit report, as bachp/git-mirror has it: one suite, a case for every project of the list. A list that could not be had is a case of its own, so that no old
/// report stays green.
/// </summary>
internal static class JUnitReport
{
    private const string Suite = "Sync Job";

    /// <summary>Writes it, as UTF-8.</summary>
    /// <param name="report">What passes have left.</param>
    /// <param name="last">The last pass.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(PassReport report, EndedPass last, Stream output)
    {
        var cases = Cases(report, last).ToList();
        using var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        xml.WriteStartElement("testsuites");
        xml.WriteStartElement("testsuite");
        xml.WriteAttributeString("name", Suite);
        xml.WriteAttributeString("timestamp", last.BeganAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
        xml.WriteAttributeString("time", Seconds(last.Took));
        xml.WriteAttributeString("tests", Number(cases.Count));
        xml.WriteAttributeString("failures", "0");
        xml.WriteAttributeString("errors", Number(cases.Count(one => one.Error is not null)));
        xml.WriteAttributeString("skipped", Number(cases.Count(one => one.IsSkipped)));
        foreach (var one in cases)
            Write(one, xml);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static IEnumerable<Case> Cases(PassReport report, EndedPass last)
    {
        if (report.Mistakes.Count > 0)
            yield return new Case("list", PublicAddress.Of(report.Source), TimeSpan.Zero) { Error = new("list", string.Join("; ", report.Mistakes), "until then the last good list is used") };
        else if (last.Result is PassResult.Failed { IsPartial: false } failed)
            yield return new Case("pass", PublicAddress.Of(report.Source), TimeSpan.Zero) { Error = new("pass", failed.Sentence, "the log says more") };
        foreach (var mirror in report.Mirrors)
        {
            var turn = report.Records.GetValueOrDefault(mirror.Name.Value);
            var (origin, destination) = MirrorMetrics.Names(mirror);
            yield return new Case(mirror.Name.Value, $"{origin} -> {destination}", turn is null ? TimeSpan.Zero : turn.EndedAt - turn.StartedAt)
            {
                // Not tried yet is not green either.
                IsSkipped = mirror.Skip || turn is null,
                Error = mirror.Skip ? null : turn?.Fault,
            };
        }

        foreach (var project in report.Unready)
            yield return new Case(project.Path, project.Path, TimeSpan.Zero) { Error = FaultRecord.Of(project.Fault) };
    }

    private static void Write(Case one, XmlWriter xml)
    {
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", Printable(one.Project));
        xml.WriteAttributeString("name", Printable(one.Name));
        xml.WriteAttributeString("time", Seconds(one.Took));
        if (one.IsSkipped)
        {
            xml.WriteStartElement("skipped");
            xml.WriteEndElement();
        }

        if (one.Error is { } error)
        {
            xml.WriteStartElement("error");
            xml.WriteAttributeString("type", Printable(error.Code));
            xml.WriteAttributeString("message", Printable(error.Cause));
            xml.WriteString(Printable($"{error.Code}: {error.Cause}; {error.Cure}."));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>Without what XML has no way to write, such as most control characters and half a pair of surrogates.</summary>
    private static string Printable(string text)
    {
        var printable = new StringBuilder(text);
        for (var at = 0; at < printable.Length; at++)
        {
            if (at + 1 < printable.Length && XmlConvert.IsXmlSurrogatePair(printable[at + 1], printable[at]))
                at++;
            else if (!XmlConvert.IsXmlChar(printable[at]))
                printable[at] = '\uFFFD';
        }

        return printable.ToString();
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Number(int count) => count.ToString(CultureInfo.InvariantCulture);

    private sealed record Case(string Project, string Name, TimeSpan Took)
    {
        public FaultRecord? Error { get; init; }

        public bool IsSkipped { get; init; }
    }
}
