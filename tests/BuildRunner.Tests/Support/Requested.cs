using RegistryJanitor.BuildRunner.Requests;

namespace RegistryJanitor.BuildRunner.Tests.Support;

/// <summary>Requests as somebody writes them.</summary>
internal static class Requested
{
    public const string Image = "registry:5000/team/app";

    public static string Json(string id, string extra = "") =>
        $$"""{"schema":1,"id":"{{id}}","image":"{{Image}}","tags":["latest"],"context":{"directory":"app"},"requested_at":"2026-11-20T10:00:00Z"{{extra}}}""";

    public static RequestReading Read(string json, string id = "one") => RequestReader.Read(System.Text.Encoding.UTF8.GetBytes(json), new BuildId(id));

    public static IReadOnlyList<string> Mistakes(string json) => Assert.IsType<RequestReading.Mistaken>(Read(json)).Mistakes;

    public static BuildRequest Valid(string json, string id = "one")
    {
        var reading = Read(json, id);
        return reading is RequestReading.Valid valid ? valid.Request : throw new InvalidOperationException(string.Join("\n", ((RequestReading.Mistaken)reading).Mistakes));
    }
}
