namespace RegistryJanitor.Integration.Tests;

public sealed class ReferrerTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Signatures_and_attached_artifacts_stay_with_their_subject_and_go_with_it()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = new List<Signed>();
        for (var number = 1; number <= 4; number++)
        {
            var subject = Sample.Image($"v{number}");
            var signed = new Signed($"v{number}", subject, Sample.Image($"cosign v{number}"), Sample.ReferrersIndex(Sample.Referrer($"sbom v{number}", subject)));
            versions.Add(signed);
            await stage.Client.PushAsync(subject, "app", signed.Tag);
            await stage.Client.PushAsync(signed.Signature, "app", Sample.FallbackTag(subject, ".sig"));
            await stage.Client.PushAsync(signed.Referrers, "app", Sample.FallbackTag(subject));
        }

        for (var pass = 1; pass <= 3; pass++)
            await stage.PassAsync();

        foreach (var signed in versions[2..])
        {
            await stage.Client.PullsAsync(signed.Subject, "app", signed.Tag);
            await stage.Client.PullsAsync(signed.Signature, "app", Sample.FallbackTag(signed.Subject, ".sig"));
            await stage.Client.PullsAsync(signed.Referrers, "app", Sample.FallbackTag(signed.Subject));
        }

        foreach (var signed in versions[..2])
        {
            await stage.Client.IsGoneAsync("app", signed.Tag);
            await stage.Client.IsGoneAsync("app", Sample.FallbackTag(signed.Subject, ".sig"));
            await stage.Client.IsGoneAsync("app", Sample.FallbackTag(signed.Subject));
        }

        stage.Store.HoldsExactly(versions[2..].SelectMany(signed => (SampleImage[])[signed.Subject, signed.Signature, signed.Referrers]));
    }

    [Fact]
    public async Task An_untagged_referrer_stays_with_its_subject_and_goes_with_it()
    {
        await using var stage = await Stage.SetAsync(output);
        var versions = await stage.PushVersionsAsync("app", 3);
        var referrers = versions.Select((version, i) => Sample.Referrer($"about v{i + 1}", version)).ToArray();
        foreach (var referrer in referrers)
            await stage.Client.PushAsync(referrer, "app", referrer.Digest.ToString());

        await stage.PassAsync();

        Assert.Null(await stage.Client.WhyNotPulledAsync(referrers[2], "app", referrers[2].Digest.ToString()));
        await stage.Client.IsGoneAsync("app", referrers[0].Digest.ToString());
        stage.Store.HoldsExactly([.. versions[1..], .. referrers[1..]]);
    }

    [ToolFact("TEST_ORAS")]
    public async Task What_oras_attached_is_found_by_oras_after_a_pass()
    {
        await using var stage = await Stage.SetAsync(output);
        var oras = new Oras(stage.Client, stage.Folder);
        var versions = await stage.PushVersionsAsync("app", 3);
        for (var number = 1; number <= 3; number++)
            await oras.AttachAsync("app", $"v{number}", $"a note on v{number}");

        await stage.PassAsync();

        for (var number = 2; number <= 3; number++)
        {
            var into = stage.Folder[$"with-referrers-{number}"];
            (await oras.PullWithReferrersAsync("app", $"v{number}", into)).Expect(0);
            var note = Blob.DigestOf(System.Text.Encoding.UTF8.GetBytes($"a note on v{number}"));
            Assert.True(File.Exists(Path.Join(into, "blobs", "sha256", note.Hex)), $"oras did not find the note on v{number}");
        }

        Assert.Equal(
            [.. versions[1..].Select(version => Sample.FallbackTag(version)).Order(StringComparer.Ordinal), "v2", "v3"],
            stage.Store.Tags("app"));
    }

    private sealed record Signed(string Tag, SampleImage Subject, SampleImage Signature, SampleImage Referrers);
}
