/// The jobs that `init --ci` writes; docs/ci holds the same, to look at and to copy.
enum Jobs {
    static let githubPath = ".github/workflows/calends.yml"
    static let gitlabPath = ".gitlab/calends.yml"
    /// Stands for a copy of Calends' repository. No account of GitHub's has a name with `_`, so that it fails, and runs
    /// nobody else's code, until it is filled in.
    static let githubAction = "your_account/calends@commit"

    static let github = #"""
        # Plans every pull request, and publishes what is merged and what falls due.
        # The secrets of accounts reach the job that applies, and no other.
        # your_account/calends@commit is no repository: write the name of your copy of Calends' own and a full commit id of it.
        name: calends
        on:
          pull_request:
          push:
            branches: [main]
          schedule:
            - cron: "*/15 * * * *"
            - cron: "38 4 * * 2" # tokens are renewed once a week
        permissions: {}
        jobs:
          plan:
            if: github.event_name == 'pull_request'
            runs-on: ubuntu-latest
            permissions:
              contents: read
              pull-requests: write # for the comment; a fork's token cannot, and its plan stands in the summary
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0 # the history tells what was published
                  persist-credentials: false
              - uses: your_account/calends@commit
          apply:
            if: github.event_name != 'pull_request' && github.event.schedule != '38 4 * * 2'
            runs-on: ubuntu-latest
            permissions:
              contents: write # for .schedule.lock and the journal
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: your_account/calends@commit
                with:
                  wait: 14m
                env:
                  EXAMPLE_TOKEN: ${{ secrets.EXAMPLE_TOKEN }} # one line for each env: of calendar/settings.yaml
          refresh:
            if: github.event.schedule == '38 4 * * 2'
            runs-on: ubuntu-latest
            permissions:
              contents: write # for .calends-tokens, where it is committed
            steps:
              - uses: actions/checkout@v4
                with:
                  fetch-depth: 0
              - uses: your_account/calends@commit
                with:
                  command: refresh
                env:
                  CALENDS_KEY: ${{ secrets.CALENDS_KEY }} # opens .calends-tokens
                  # For a token that is a secret of its own: one more step like this for each, in place of CALENDS_KEY with
                  #   CALENDS_REFRESH_ACCOUNT: example
                  #   CALENDS_GITHUB_SECRET: EXAMPLE_TOKEN
                  #   EXAMPLE_TOKEN: ${{ secrets.EXAMPLE_TOKEN }}
                  # and `token: ${{ secrets.SECRETS_WRITER }}` beside `command`: one of yours that may write secrets.

        """#

    static let gitlab = #"""
        # Plans every merge request, and publishes what is merged and what falls due.
        # In the project's settings: protected and masked variables for the tokens of accounts and for CALENDS_PUSH_TOKEN (a
        # project access token with write_repository), CALENDS_COMMENT_TOKEN (one with api, may stay away), and a pipeline
        # schedule every 15 minutes. The image needs calends, git, python3 and Calends' own scripts/ci in /opt/calends.
        calends plan:
          image: $CALENDS_IMAGE
          variables:
            GIT_DEPTH: 0 # the history tells what was published
          script:
            - /opt/calends/scripts/ci/gitlab plan
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"

        calends apply:
          image: $CALENDS_IMAGE
          variables:
            GIT_DEPTH: 0
          script:
            - git checkout -B "$CI_DEFAULT_BRANCH"
            - git remote set-url origin "https://calends@$CI_SERVER_HOST/$CI_PROJECT_PATH.git"
            - printf '#!/bin/sh\nprintf "%%s\\n" "$CALENDS_PUSH_TOKEN"\n' > "$CI_BUILDS_DIR/askpass" && chmod +x "$CI_BUILDS_DIR/askpass"
            - GIT_ASKPASS="$CI_BUILDS_DIR/askpass" /opt/calends/scripts/ci/gitlab apply
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule" && $CALENDS_REFRESH != "yes"
            - if: $CI_PIPELINE_SOURCE == "push" && $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

        # Renews the tokens of a committed .calends-tokens: a second schedule, once a week, with CALENDS_REFRESH: yes.
        calends refresh:
          image: $CALENDS_IMAGE
          variables:
            GIT_DEPTH: 0
          script:
            - git checkout -B "$CI_DEFAULT_BRANCH"
            - git remote set-url origin "https://calends@$CI_SERVER_HOST/$CI_PROJECT_PATH.git"
            - printf '#!/bin/sh\nprintf "%%s\\n" "$CALENDS_PUSH_TOKEN"\n' > "$CI_BUILDS_DIR/askpass" && chmod +x "$CI_BUILDS_DIR/askpass"
            - GIT_ASKPASS="$CI_BUILDS_DIR/askpass" /opt/calends/scripts/ci/gitlab refresh
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule" && $CALENDS_REFRESH == "yes"

        """#
}
