namespace RegistryJanitor.GitMirror.Tests.Support;

/// <summary>
/// What GitLab says to a push, as hooks of a real repository: the sentences of its branch_check.rb and tag_check.rb, judged by <c>forge.conf</c> beside the
/// repository, which the fake API writes. Each push is logged with its options and refs in <c>pushes.log</c>, also one that is declined.
/// </summary>
internal static class FakeHooks
{
    public const string Config = """

        [http]
        	receivepack = true
        [receive]
        	advertisePushOptions = true
        	hideRefs = refs/environments/
        	hideRefs = refs/keep-around/
        	hideRefs = refs/merge-requests/
        	hideRefs = refs/pipelines/

        """;

    public const string PreReceive = """
        #!/bin/sh
        conf="$GIT_DIR/forge.conf"
        role=$(git config -f "$conf" forge.role)
        default=$(git symbolic-ref HEAD)
        default=${default#refs/heads/}
        pushed=$(cat)

        number=0
        {
          while [ "$number" -lt "${GIT_PUSH_OPTION_COUNT:-0}" ]; do
            eval "echo \"option \$GIT_PUSH_OPTION_$number\""
            number=$((number + 1))
          done
          echo "$pushed"
          echo
        } >>"$GIT_DIR/pushes.log"

        decline() {
          echo "GitLab: $1" >&2
          exit 1
        }
        is_null() { case "$1" in *[!0]*) return 1 ;; esac; }
        # The rules of a kind that match a name, wildcards included, one a line.
        matching() {
          git config -f "$conf" --name-only --get-regexp "^$1\\..*\\.level\$" | sed "s/^$1\\.\\(.*\\)\\.level\$/\\1/" | while read -r pattern; do
            case "$2" in $pattern) echo "$pattern" ;; esac
          done
        }

        while read -r old new ref; do
          case "$ref" in
            refs/heads/*)
              branch=${ref#refs/heads/}
              rules=$(matching protectedbranch "$branch")
              if is_null "$new"; then
                [ "$branch" != "$default" ] || decline 'The default branch of a project cannot be deleted.'
                [ -z "$rules" ] || decline 'You can only delete protected branches using the web interface.'
                continue
              fi
              if is_null "$old" && echo "$branch" | grep -Eq '^[0-9a-fA-F]{40}(-/|/|$)'; then
                decline 'You cannot create a branch with a 40-character hexadecimal branch name.'
              fi
              forced=
              is_null "$old" || git merge-base --is-ancestor "$old" "$new" || forced=yes
              # Not one of the rules that match may forbid it.
              for pattern in $(echo "$rules" | sed 's/\*/__star__/g'); do
                pattern=$(echo "$pattern" | sed 's/__star__/*/g')
                if [ -n "$forced" ] && [ "$(git config -f "$conf" "protectedbranch.$pattern.allowforcepush")" != true ]; then
                  decline 'You are not allowed to force push code to a protected branch on this project.'
                fi
                level=$(git config -f "$conf" "protectedbranch.$pattern.level")
                if [ "$level" -eq 0 ] || [ "$role" -lt "$level" ]; then
                  decline 'You are not allowed to push code to protected branches on this project.'
                fi
              done
              ;;
            refs/tags/*)
              tag=${ref#refs/tags/}
              rules=$(matching protectedtag "$tag")
              if is_null "$new"; then
                [ -z "$rules" ] || decline 'You can only delete protected tags using the web interface.'
                continue
              fi
              if is_null "$old"; then
                [ "$tag" != "$default" ] || decline 'You cannot use default branch name to create a tag'
                continue
              fi
              [ -z "$rules" ] || decline 'Protected tags cannot be updated.'
              [ "$role" -ge 40 ] || decline 'You are not allowed to change existing tags on this project.'
              ;;
          esac
        done <<EOF
        $pushed
        EOF

        """;

    /// <summary>The first push to an empty project makes its branch the default, and protects it against force pushes.</summary>
    public const string PostReceive = """
        #!/bin/sh
        conf="$GIT_DIR/forge.conf"
        [ "$(git config -f "$conf" forge.protectfirst)" = true ] || exit 0
        git rev-parse --quiet --verify HEAD >/dev/null || git symbolic-ref HEAD "$(git for-each-ref --count=1 --format='%(refname)' refs/heads)"
        default=$(git symbolic-ref HEAD)
        git config -f "$conf" forge.protectfirst false
        git config -f "$conf" "protectedbranch.${default#refs/heads/}.level" 40
        git config -f "$conf" "protectedbranch.${default#refs/heads/}.allowforcepush" false

        """;
}
