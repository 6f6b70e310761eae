using System.Text;
using RegistryJanitor.Lifecycle.Configuration;
using RegistryJanitor.Lifecycle.EndOfLife.Data;
using RegistryJanitor.Lifecycle.EndOfLife.Site;

namespace RegistryJanitor.Lifecycle.Tests.EndOfLife;

public sealed class ReleasesJsonTests
{
    [Fact]
    public void The_first_edition_is_read_with_all_that_may_be_missing_in_it()
    {
        var (canonical, cycles) = Read(SiteEdition.V1, """
            {"schema_version":"1.2.1","generated_at":"2026-08-22T08:52:34+00:00","last_modified":"2026-08-20T00:00:00+00:00","result":{
              "name":"go","aliases":["golang"],"label":"Go","category":"lang","identifiers":[{"type":"purl","id":"pkg:docker/library/golang"}],
              "releases":[
                {"name":"1.27","codename":null,"label":"1.27","releaseDate":"2026-08-11","isLts":false,"ltsFrom":null,"isEol":false,"eolFrom":null,"isMaintained":true,"latest":{"name":"1.27.0","date":"2026-08-11","link":"https://go.dev"},"custom":null},
                {"name":"1.20","codename":"Twenty","releaseDate":null,"isEol":false,"eolFrom":"2024-02-06","isEoas":true,"eoasFrom":null,"latest":{"name":"1.20","date":null,"link":null}},
                {"name":"1.2","isEol":true,"eolFrom":null,"latest":null},
                {"name":"1.1","isEol":null}
              ]}}
            """);

        Assert.Equal("go", canonical);
        Assert.Equal(
            [
                new ReleaseCycle("1.27") { ReleaseDate = new DateOnly(2026, 8, 11), End = new CycleEnd.Open(), Latest = "1.27.0", LatestReleaseDate = new DateOnly(2026, 8, 11) },
                // The day counts, and not what was true when the site was built.
                new ReleaseCycle("1.20") { Codename = "Twenty", End = new CycleEnd.On(new DateOnly(2024, 2, 6)), Latest = "1.20" },
                new ReleaseCycle("1.2") { End = new CycleEnd.Past() },
                new ReleaseCycle("1.1"),
            ],
            cycles);
    }

    [Fact]
    public void The_old_edition_is_read_with_all_its_shapes_of_an_end()
    {
        var (canonical, cycles) = Read(SiteEdition.V0, """
            [{"cycle":"3.21","releaseDate":"2024-12-05","eol":"2026-11-01","latest":"3.21.7","latestReleaseDate":"2026-04-15","lts":false,"support":"2026-01-01","extendedSupport":true,"link":null},
             {"cycle":3.20,"eol":true,"latest":3.10,"lts":"2024-01-01","discontinued":false},
             {"cycle":"edge","eol":false},
             {"cycle":"old","eol":null}]
            """);

        Assert.Equal("asked", canonical);
        Assert.Equal(
            [
                new ReleaseCycle("3.21") { ReleaseDate = new DateOnly(2024, 12, 5), End = new CycleEnd.On(new DateOnly(2026, 11, 1)), Latest = "3.21.7", LatestReleaseDate = new DateOnly(2026, 4, 15) },
                new ReleaseCycle("3.20") { End = new CycleEnd.Past(), Latest = "3.10" },
                new ReleaseCycle("edge") { End = new CycleEnd.Open() },
                new ReleaseCycle("old"),
            ],
            cycles);
    }

    [Theory]
    [InlineData(SiteEdition.V0, "", "gives a page or half an answer instead of JSON")]
    [InlineData(SiteEdition.V0, "<html>", "gives a page or half an answer instead of JSON")]
    [InlineData(SiteEdition.V0, "[{\"cycle\":\"1\"", "gives a page or half an answer instead of JSON")]
    [InlineData(SiteEdition.V0, "[]", "gives no releases")]
    [InlineData(SiteEdition.V0, "{}", "gives no list of releases")]
    [InlineData(SiteEdition.V0, "[{\"cycle\":\"1\",\"eol\":\"soon\"}]", "gives releases[0].eol as 'soon', which is no day")]
    [InlineData(SiteEdition.V0, "[{\"cycle\":\"1\"},{\"cycle\":\"2\",\"eol\":{}}]", "gives releases[1].eol in another shape")]
    [InlineData(SiteEdition.V0, "[{\"cycle\":\"1\"},{\"cycle\":\"1\"}]", "gives a release twice")]
    [InlineData(SiteEdition.V0, "[{\"eol\":true}]", "gives no releases[0].cycle")]
    [InlineData(SiteEdition.V0, "[7]", "gives releases[0], which is no release")]
    [InlineData(SiteEdition.V0, "[{\"cycle\":\"a\\nb\"}]", "gives releases[0].cycle longer than 200 letters or with control characters")]
    [InlineData(SiteEdition.V0, "[{\"cycle\":\"\\ud800\"}]", "gives letters that are none")]
    [InlineData(SiteEdition.V1, "[]", "gives no releases")]
    [InlineData(SiteEdition.V1, "{\"schema_version\":\"2.0\"}", "speaks version 2.0, which is not known; use a later lifecycle")]
    [InlineData(SiteEdition.V1, "{\"result\":{\"name\":\"../x\",\"releases\":[{\"name\":\"1\"}]}}", "calls the product '../x', which is no name of one")]
    [InlineData(SiteEdition.V1, "{\"result\":{\"releases\":[{\"name\":\"1\"}]}}", "gives a product without a name")]
    [InlineData(SiteEdition.V1, "{\"result\":{\"name\":\"x\",\"releases\":[]}}", "gives no releases")]
    public void An_answer_that_cannot_be_understood_is_refused_as_a_whole(SiteEdition edition, string body, string words) =>
        Assert.Equal(words, Assert.Throws<FormatException>(() => Read(edition, body)).Message);

    private static (string Canonical, IReadOnlyList<ReleaseCycle> Cycles) Read(SiteEdition edition, string body) => ReleasesJson.Read(edition, Encoding.UTF8.GetBytes(body), "asked");
}
