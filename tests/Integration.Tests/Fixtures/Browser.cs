using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace RegistryJanitor.Integration.Tests.Fixtures;

/// <summary>Headless Chromium, by its command line. No page under test has a script, so what is measured is a copy of it within a frame.</summary>
internal sealed partial class Browser(Folder folder)
{
    private static readonly string[] s_quiet =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-dev-shm-usage", "--enable-logging=stderr", "--virtual-time-budget=3000",
    ];

    /// <summary>Opens an address; the answer has the document on standard output, and what the console said beside it.</summary>
    public Task<ProgramExit> OpenAsync(Uri address) => RunAsync("--dump-dom", address.ToString());

    /// <summary>How wide a document wants to be in a window of that width; a picture of it is left in <paramref name="picture"/>.</summary>
    /// <param name="document">HTML.</param>
    /// <param name="width">Pixels. In a frame, since a window is never narrower than 500.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="picture">A path for a PNG.</param>
    /// <param name="isDark">Whether the person prefers dark pages.</param>
    public async Task<int> WidthOfAsync(string document, int width, int height, string picture, bool isDark = false)
    {
        // As Blink counts: 0 is dark, 1 is light.
        var scheme = $"--blink-settings=preferredColorScheme={(isDark ? 0 : 1)}";
        var path = folder[string.Create(CultureInfo.InvariantCulture, $"frame-{width}.html")];
        await File.WriteAllTextAsync(path, string.Create(CultureInfo.InvariantCulture, $$"""
            <!DOCTYPE html><html style="color-scheme:light dark"><body style="margin:0"><iframe style="border:0;width:{{width}}px;height:{{height}}px" srcdoc="{{WebUtility.HtmlEncode(document)}}"></iframe>
            <script>onload=()=>{document.body.dataset.wants=document.querySelector('iframe').contentDocument.documentElement.scrollWidth}</script></body></html>
            """));
        var address = new Uri(path).ToString();
        (await RunAsync(string.Create(CultureInfo.InvariantCulture, $"--window-size={Math.Max(width, 500)},{height}"), scheme, $"--screenshot={picture}", address)).Expect(0);
        var measured = Wanted().Match((await RunAsync(scheme, "--dump-dom", address)).Expect(0).StandardOutput);
        return int.Parse(measured.Groups["width"].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("data-wants=\"(?<width>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Wanted();

    private Task<ProgramExit> RunAsync(params string[] arguments) => StartedProgram.RunAsync(
        [Tools.Chromium, .. s_quiet, $"--user-data-dir={folder["browser"]}", .. arguments],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["HOME"] = folder.Root });
}
