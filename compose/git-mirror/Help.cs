namespace RegistryJanitor.GitMirror;

/// <summary>What <c>git-mirror --help</c> says.</summary>
internal static class Help
{
    internal const string Text = """
        git-mirror keeps bare mirrors of upstream git repositories, and tells in NAME.state.json what changed.

          git-mirror                        a pass every MIRROR_INTERVAL_SECS, until it is stopped
          git-mirror --once                 one pass over every mirror
          git-mirror --once --accept NAME   the same, and NAME may lose as many refs as its upstream has lost
          git-mirror --dry-run              what a pass would change here and at destinations; changes nothing that anybody reads
          git-mirror status                 a table; exit code 1 when a mirror is not like its upstream
          git-mirror health                 how the loop is, in one line; exit code 1 when it is not well
          git-mirror audit [--json]         what at the forge keeps mirrors from working, with the fix of each; exit code 1 when there is something
          git-mirror audit --repair KINDS   the same, and sets force-push, auto-devops, ci-path, schedule where they are named
          git-mirror --version | --help

        SIGHUP and SIGUSR1 ask for a pass over every mirror.

        Settings are environment variables:
          MIRROR_LIST                  /etc/git-mirror/mirrors.yaml   name, upstream; as wanted destination, refspec, skip, lfs
          MIRROR_DATA_DIR              /var/lib/git-mirror
          MIRROR_PROVIDER              list    or gitlab, github, gitea, forgejo: the projects of a group, each with its upstream in its description
          MIRROR_URL                   https://gitlab.com or https://api.github.com; of the others, the address of the server
          MIRROR_GROUP                 group (with its subgroups), organisation or user
          MIRROR_TOKEN_FILE            the forge's token, read again each time; or MIRROR_TOKEN
          MIRROR_CI_PATH               what audit wants as CI/CD configuration file, with {name} for the project's name
          MIRROR_INTERVAL_SECS         300
          MIRROR_WORKERS               4       mirrors at once
          MIRROR_ALLOW_HTTP            false   upstreams without encryption
          MIRROR_ALLOW_PRIVATE         false   upstreams in private networks
          MIRROR_CREDENTIALS_FILE      none    lines https://user:password@host, percent-encoded
          MIRROR_ALLOW_SSH             false   with MIRROR_SSH_KEY_FILE and MIRROR_SSH_KNOWN_HOSTS
          MIRROR_MAX_BYTES             none    one mirror, such as 10GiB
          MIRROR_MIN_FREE_BYTES        1GiB    what stays free on the disk
          MIRROR_MAINTENANCE_DAYS      7       between two checks and repackings of a mirror; 0: never
          MIRROR_LOSS_PERCENT          20      an upstream that lost more of its refs (and more than 5) loses nothing here
          MIRROR_KEPT_DAYS             14      how long tips of deleted and rewritten branches stay
          MIRROR_DIVERGENT             overwrite   what somebody else changed at a destination is overwritten (and kept aside here); keep: left alone
          MIRROR_VERIFY_SECS           3600    how long a destination is believed to be as it was left
          MIRROR_GIT_TIMEOUT_SECS      900     one git command
          MIRROR_FIRST_TIMEOUT_SECS    14400   the fetch that fills a new mirror
          MIRROR_STALL_SECS            60      a transfer below 1000 bytes a second
          MIRROR_GIT_BIN               git
          MIRROR_HTTP_PORT             0       /metrics, /healthz, /status, POST /sync and /sync/NAME; 0 is off
          MIRROR_HTTP_ADDRESS          127.0.0.1
          MIRROR_WEBHOOK_SECRET        (or _FILE) what a POST must show: X-Gitlab-Token, X-Hub-Signature-256, X-Gitea-Signature, Authorization: Bearer
          MIRROR_HEALTH_FILE           /tmp/git-mirror-health.json
          MIRROR_METRIC_FILE           metrics for a textfile collector, written after each pass
          MIRROR_JUNIT_FILE            a JUnit report of each pass
          LOG_FORMAT, LOG_LEVEL        text or json; debug, information, warning, error

        Exit codes: 0 done, 1 a mirror failed, 2 a setting or the list is wrong.
        """;
}
