namespace RegistryJanitor.Dockerfiles.Instructions;

/// <summary>The instructions that there are, in upper case.</summary>
internal static class Keywords
{
    private static readonly string[] s_known =
    [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER",
        "VOLUME", "WORKDIR",
    ];

    internal static bool IsKnown(string keyword) => Array.IndexOf(s_known, keyword) >= 0;

    /// <summary>What may begin heredocs, unless it is in JSON form.</summary>
    internal static bool TakesHeredocs(string keyword) => keyword is "ADD" or "COPY" or "RUN";
}
