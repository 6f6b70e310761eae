namespace RegistryJanitor.Lifecycle;

/// <summary>What <c>lifecycle --help</c> says.</summary>
internal static class Help
{
    internal const string Text = """
        lifecycle copies base images, builds your own from them, watches their ends of life and reports.

          lifecycle sync                  copy the tags that lifecycle.yaml selects; --list shows them, --dry-run shows what would be done
          lifecycle build                 asks build-runner for the images (templates) of which something changed; --dry-run tells which, --force asks
                                          for all, --output-dir DIR writes contexts for another builder
          lifecycle builds                asks build-runner for the images of mirrors that moved; --list and --dry-run ask for nothing,
                                          --force NAME asks for one again
          lifecycle graph                 what images are built from, and in which order; --match WORD tells of some of them, --json for machines
          lifecycle rebuild IMAGE         has what is built from IMAGE built again, in order; --recurse also what is built from that, and so on; --match WORD some of it,
                                          --dry-run tells what, --wait returns when it is built, --registry NAME is one more name of our registry
          lifecycle eol update | check    renew what is known of ends of life; judge it
          lifecycle status                the report as Markdown; --output FILE puts it between the lines of FILE that are for it, with status.html beside
                                          (not with --no-html), and --replace into a FILE without them; --json and --html print it so
          lifecycle cleanup               what retention does not keep on other registries than our own: --list, the default, shows it, --apply removes it
          lifecycle notify                --test sends a message to everybody whom lifecycle.yaml names in notify, --dry-run prints what they would be told now
          lifecycle daemon                the same as builds, again and again, and the others at the times of the section schedule; with a page of the report, /metrics and /healthz
          lifecycle check                 lifecycle.yaml as it is understood; exit code 2 when something is wrong with it
          lifecycle health                how the daemon is, in one line; exit code 1 when it is not well
          lifecycle --version | --help

        Before the command: --config FILE, --log-format text|json, --log-level debug|info|warning|error.

        Settings are environment variables:
          LIFECYCLE_CONFIG              lifecycle.yaml, imglife.yaml or /etc/lifecycle/lifecycle.yaml, the first that is there; or IMGLIFE_CONFIG
          LIFECYCLE_DATA_DIR            /var/lib/lifecycle      records
          LIFECYCLE_BUILD_DIR           /var/lib/build-runner   the volume of build-runner, whose queue builds the images
          LIFECYCLE_MIRRORS_DIR         /var/lib/git-mirror/mirrors   the mirrors of git-mirror
          LIFECYCLE_REGISTRY            where builds go that name no registry, such as registry:5000, if build.registry does not say
          LIFECYCLE_INTERVAL_SECS       60      from one look of the daemon to the next, 1 to 86400
          LIFECYCLE_JANITOR_URL         where the janitor's status page is, such as http://127.0.0.1:9180; nowhere when it is not set
          LIFECYCLE_EOL_URL             https://endoflife.date
          LIFECYCLE_EOL_DATA_FILE       in place of the file's eol_data_file, where its folder may not be written
          LIFECYCLE_ALERT_CRITICAL_DAYS in place of the file's critical_days; or IMGLIFE_ALERT_CRITICAL_DAYS
          LIFECYCLE_SYNC_PARALLELISM    4       copies at once; or IMGLIFE_SYNC_PARALLELISM
          LIFECYCLE_SYNC_VERIFY         quick   reads every manifest of a copy and the end of every blob; full reads every byte
          LIFECYCLE_SKOPEO_BIN          skopeo
          LIFECYCLE_HTTP_PORT           0       the status page, /metrics and /healthz of the daemon; 0 is off
          LIFECYCLE_HTTP_ADDRESS        127.0.0.1
          LIFECYCLE_HEALTH_FILE         /tmp/lifecycle-health.json
          LOG_FORMAT, LOG_LEVEL         text or json; debug, info, warning, error; or IMGLIFE_LOG_FORMAT, IMGLIFE_LOG_LEVEL

        Credentials, by the registry's host in capitals with _ for everything else (registry:5000 is REGISTRY_5000, docker.io is DOCKER_IO):
          LIFECYCLE_<HOST>_USERNAME, LIFECYCLE_<HOST>_PASSWORD or LIFECYCLE_<HOST>_TOKEN, each also with _FILE for a file that holds it;
          IMGLIFE_<HOST>_... mean the same; then docker's config.json, in $DOCKER_CONFIG or ~/.docker; then CI_JOB_TOKEN for $CI_REGISTRY.

        Exit codes: 0 done, 1 something failed, 2 a setting or the file is wrong, 3 another lifecycle is at work.
        """;
}
