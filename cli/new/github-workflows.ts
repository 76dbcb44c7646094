import type { Language } from '../../functions/publication/language.ts'
import type { NewFile } from './new-issue.ts'

/** What GitHub does for a magazine: looks at each pull request, and publishes what is merged. */
export const githubWorkflows = (languages: readonly Language[]): NewFile[] => [
  { path: '.github/workflows/check.yml', content: check(languages.some((one) => wantsFonts.test(one))) },
  { path: '.github/workflows/publish.yml', content: publish },
]

/** GitHub's machines have no letters for these. */
const wantsFonts = /^(zh|ja|ko)\b/

const fonts = `
      - name: Letters for the pictures
        run: sudo apt-get update --quiet && sudo apt-get install --yes --quiet --no-install-recommends fonts-noto-cjk`

const check = (
  withFonts: boolean,
) => `# Each pull request: problems stand beside the lines that they are in, and the issues that it changes are kept with the
# run as pictures, as readers would see them on phones and desktops, in light and dark.
name: check
on: pull_request
permissions:
  contents: read
concurrency:
  group: check-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  check:
    runs-on: ubuntu-latest
    timeout-minutes: 20
    steps:
      # The merge that would be made, and the commit that it would be made on.
      - uses: actions/checkout@v7
        with: { fetch-depth: 2, persist-credentials: false }
      - uses: actions/setup-node@v7
        with: { node-version: 24, cache: npm }
      - run: npm ci --ignore-scripts
      - run: npx masthead check --github${withFonts ? fonts : ''}
      - name: Pictures of what changes
        run: |
          git diff --name-only HEAD^1 -- content/issues | cut -d / -f 3 | sort -u | while read -r issue; do
            if [ -d "content/issues/$issue" ]; then
              npx masthead preview "content/issues/$issue" --pictures pictures
            fi
          done
      - uses: actions/upload-artifact@v7
        with: { name: pictures, path: pictures, if-no-files-found: ignore }
`

const publish = `# Whatever is merged is published: each issue that the service does not have as it is here, one after the other. A problem
# in one of them fails the run, after the others are published. Runs wait for each other, and none is left out.
name: publish
on:
  push:
    branches: [main]
  workflow_dispatch:
permissions: {}
concurrency:
  group: publish
  cancel-in-progress: false
  queue: max
jobs:
  publish:
    # What "npx cdk deploy" prints as GithubVariable, kept as a variable of the repository.
    if: vars.MASTHEAD != ''
    runs-on: ubuntu-latest
    timeout-minutes: 60
    permissions:
      contents: read
      # For a token that AWS takes in the place of a key; see "publishing" in content/publication.yaml.
      id-token: write
    steps:
      - uses: actions/checkout@v7
        with: { persist-credentials: false }
      - uses: actions/setup-node@v7
        with: { node-version: 24, cache: npm }
      - run: npm ci --ignore-scripts
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: \${{ fromJSON(vars.MASTHEAD).role }}
          aws-region: \${{ fromJSON(vars.MASTHEAD).region }}
      - run: npx masthead publish --aws --github
        env:
          MASTHEAD_AWS: \${{ vars.MASTHEAD }}
`
