using System.Net;

namespace RegistryJanitor.GitMirror;

/// <content>What is wrong with the forge, or with what it lets our token do. None of the sentences holds the token.</content>
public abstract partial record MirrorFault
{
    /// <summary>The token's file is not as it should be.</summary>
    /// <param name="How">The end of the sentence.</param>
    public sealed record TokenUnreadable(string How) : MirrorFault(
        "token-unreadable", $"the token of MIRROR_TOKEN or MIRROR_TOKEN_FILE {How}", "write the token alone into the file, readable for git-mirror's user", true);

    /// <summary>HTTP 401.</summary>
    /// <param name="Words">What the forge says.</param>
    public sealed record TokenRefused(string Words) : MirrorFault(
        "token-refused", $"the forge does not know the token: it was revoked, it expired, or it is another forge's ({Words})", "make a new one and put it into MIRROR_TOKEN_FILE; it is read again each time", false);

    /// <summary>HTTP 403.</summary>
    /// <param name="What">What was asked for.</param>
    /// <param name="Words">What the forge says.</param>
    public sealed record ForgeForbidden(string What, string Words) : MirrorFault(
        "forge-forbidden", $"the forge refuses {What} to this token ({Words})", "give its user the role Maintainer, and the token the scope api (GitLab) or write access to repositories", false);

    /// <summary>HTTP 404: a forge says so, too, of what a token may not see.</summary>
    /// <param name="What">What was asked for.</param>
    public sealed record ForgeNotFound(string What) : MirrorFault(
        "forge-not-found", $"the forge has no {What}, or does not show it to this token", "check MIRROR_URL and MIRROR_GROUP, and that the token's user is a member", false);

    /// <summary>No connection, no certificate, or no answer in time.</summary>
    /// <param name="Why">The end of the sentence.</param>
    public sealed record ForgeUnreachable(string Why) : MirrorFault("forge-unreachable", $"the forge {Why}", "check MIRROR_URL, that it runs, and that this machine reaches it", true);

    /// <summary>HTTP 429, or 403 with nothing left.</summary>
    /// <param name="Wait">What it asks for.</param>
    public sealed record ForgeBusy(TimeSpan Wait) : MirrorFault(
        "forge-busy", $"the forge limits how often it is asked, and wants to be left alone for {Wait.TotalSeconds:0} s", "it is asked again after that; a longer MIRROR_INTERVAL_SECS asks less", true);

    /// <summary>HTTP 5xx.</summary>
    /// <param name="Status">The number.</param>
    /// <param name="Words">What it says.</param>
    public sealed record ForgeTrouble(HttpStatusCode Status, string Words) : MirrorFault(
        "forge-trouble", $"the forge has trouble of its own: {(int)Status} ({Words})", "look at its logs; it is asked again in the next pass", true);

    /// <summary>HTTP 3xx to elsewhere.</summary>
    /// <param name="Where">Scheme, host and port.</param>
    public sealed record ForgeMoved(string Where) : MirrorFault(
        "forge-moved", $"the forge sends to {Where}, where the token is not sent", "set MIRROR_URL to the address where it is now", false);

    /// <summary>Any other refusal: 400, 409, 422.</summary>
    /// <param name="What">What was asked for.</param>
    /// <param name="Status">The number.</param>
    /// <param name="Words">What it says.</param>
    public sealed record ForgeRefused(string What, HttpStatusCode Status, string Words) : MirrorFault(
        "forge-refused", $"the forge refuses {What}: {(int)Status} ({Words})", "do it in the forge's own pages, which say more", false);

    /// <summary>The answer is none of the API's.</summary>
    /// <param name="What">The end of the sentence.</param>
    public sealed record ForgeOdd(string What) : MirrorFault(
        "forge-odd", $"what answers at MIRROR_URL {What}", "check MIRROR_URL and MIRROR_PROVIDER, and whether a proxy or a login stands before it", true);

    /// <summary>It said yes, and nothing changed.</summary>
    /// <param name="What">What was set.</param>
    /// <param name="Value">What it still is.</param>
    public sealed record DidNotStick(string What, string Value) : MirrorFault(
        "did-not-stick", $"the forge took {What} without a word, and it still is '{Value}'", "set it in the forge's own pages", false);

    /// <summary>Somebody else pushed to it.</summary>
    /// <param name="Branch">Its name.</param>
    public sealed record BranchMoved(string Branch) : MirrorFault(
        "branch-moved", $"the branch '{Branch}' is no longer what it was when its deletion was decided, so it was not deleted", "see who pushes to the mirror; it is judged anew in the next pass", true);
}
