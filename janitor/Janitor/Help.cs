namespace RegistryJanitor;

/// <summary>What <c>janitor --help</c> prints.</summary>
internal static class Help
{
    public const string Text = """
        janitor: keeps the newest tags of every repository of a container registry, and gives the disk back.

        USAGE
          janitor             run by its settings: a pass at once and then every JANITOR_INTERVAL_SECS; one pass with RUN_ONCE=true
          janitor plan [REPOSITORY...]
                              print what a pass would do and why; changes nothing
                  --sizes     and what each tag takes that no other leads to; looks at every blob
                  --json      answer with one JSON document, sizes in it
          janitor ls [REPOSITORY...]
                              say what takes the space: a line a repository or, of those that are named, a line a tag;
                              changes nothing, and may run beside a registry and a janitor
                  --by size   the biggest first; age: the longest not pushed to; tags: the most tags; name
                  --json      answer with one JSON document
                              A REPOSITORY may be a glob: 'team/*', and 'team/**' for all below. plan plans for all, and shows those.
          janitor check       say in words what the settings mean; changes nothing
          janitor verify      say which tags cannot be pulled, and why; changes nothing, and may run beside a registry and a janitor
                  --deep      hash every blob as well
                  --json      answer with one JSON document
          janitor trash       list the evicted tags that can come back, and until when
          janitor restore REPOSITORY:TAG
                              bring one back; it counts as pushed now
                  --force     also over a tag that is there again, which can then come back in turn
          janitor health      say whether the last pass was in time and succeeded
          janitor --version
          janitor --help

        SETTINGS (environment; all optional)
          KEEP_LAST_N=10                tags kept in each repository, the newest by push time
          KEEP_WITHIN=                  tags pushed within it stay, too: 72h, 30d
          KEEP_TAGS=                    tags with these names stay, too: latest,v*
          RETENTION_FILE=               policies instead of these three: README, "Policies"
          MIN_FREE_PERCENT=0            below it the oldest tags go
          MAX_STORE_BYTES=              beyond it the same: 500GiB
          KEEP_AT_LEAST=1               the newest tags of every repository that stay even then
          JANITOR_INTERVAL_SECS=3600    seconds from the start of one pass to the start of the next
          RUN_ONCE=false                one pass, then exit
          DRY_RUN=false                 say what would be done, change nothing
          RUN_GC=true                   give disk space back; false: evict tags only
          GC_DELETE_UNTAGGED=true       remove manifests that no tag leads to
          GC_ENGINE=native              registry: the registry's own collector has to agree before a blob goes
          GC_GRACE_SECS=3600            what was pushed within it is not collected
          GC_HOLD_SECS=3600             for so long a blob must have been unreferenced before it goes
          UNDO_SECS=0                   for so long an evicted tag can come back; its image takes space until then
          UPLOADS_KEEP_SECS=604800      uploads that nothing was written to for so long are removed
          GC_SETTLE_SECS=10             seconds to wait for late pushes before removals become final
          JANITOR_DATA_DIR=/var/lib/registry
          JANITOR_REGISTRY_CONFIG=/etc/docker/registry/config.yml
          JANITOR_REGISTRY_BIN=registry
          JANITOR_PARALLELISM=32        threads that wait for the file system at once
          JANITOR_HEALTH_FILE=/tmp/janitor-health.json
          JANITOR_HTTP_PORT=0           status page, /status.json, /metrics, /healthz and /readyz; 0: nowhere
          JANITOR_HTTP_ADDRESS=127.0.0.1
          JANITOR_REPORTS_KEEP=100      reports of passes that stay in janitor/reports; 0: none is written
          LOG_FORMAT=text               text or json
          LOG_LEVEL=information         debug, information, warning or error
          NO_COLOR                      no colours on a terminal, where plan and ls have some
          Unknown names that begin like ours, and values out of range, are refused. An empty value counts as not set.

        EXIT STATUS
          0  done, or stopped by SIGTERM
          1  something failed in what was asked; health: the last pass failed or is overdue
             verify: a tag cannot be pulled, something cannot be read, or the registry does not see a repository
             plan, ls: something cannot be read, or there is no such repository
          2  the settings or the command line are wrong
          3  another janitor holds the store
        """;
}
