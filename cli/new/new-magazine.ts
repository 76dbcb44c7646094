import type { Language } from '../../functions/publication/language.ts'
import type { NewFile } from './new-issue.ts'
import { perLanguage, quoted } from './yaml-text.ts'

/** What somebody says of their magazine before there is one. */
export type Magazine = {
  /** a–z, 0–9 and hyphens. */
  id: string
  name: string
  tagline: string
  languages: readonly Language[]
  site: string
  sender: string
  editors: string
  postalAddress: string
  timeZone: string
  cadence: Cadence
  accent: string
}

/** How often there is an issue: at nine in the morning of the publication's time zone. */
export const cadences = {
  weekly: '0 9 ? * MON *',
  monthly: '0 9 1 * ? *',
  quarterly: '0 9 1 1,4,7,10 ? *',
} as const
export type Cadence = keyof typeof cadences

const ink = '#17202e'
const paper = '#ffffff'

/** The colours of a magazine that has named one. */
export const brandOf = (accent: string) => ({ ink, paper, accent, accentDark: lighter(accent) })

/** Half way to white, for dark screens. */
const lighter = (colour: string): string =>
  `#${[1, 3, 5]
    .map((at) => Math.round((Number.parseInt(colour.slice(at, at + 2), 16) + 255) / 2))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`

/** `content/publication.yaml`, with a comment on every key. */
export const publicationYaml = (magazine: Magazine): string => {
  const { id, name, tagline, languages, site, sender, editors, postalAddress, timeZone } = magazine
  const said = (text: string) => perLanguage(languages, () => text)
  const { accentDark } = brandOf(magazine.accent)
  return `# What the whole service says of itself. "npx masthead check" says what is wrong with it.

# A short name for files and links: a–z, 0–9 and hyphens.
id: ${id}
# The first is the one that issues are written in.
languages: [${languages.join(', ')}]

names: ${said(name)}
# One line under the name.
taglines: ${said(tagline)}
# Who sends it, as readers are told when they sign up.
publisher: ${said(name)}

# Where it is read: links in mail begin with it. With "domain:" and "certificateArn:" (ACM, us-east-1) beside it, the
# site is served under that name.
site: ${site}

# The domain of the address is verified with SES before the first mail.
sender: { name: ${said(name)}, address: ${sender} }
# A mailbox that somebody reads.
replyTo: ${editors}
# Who is told when something needs a person.
admin: ${editors}
# Stands at the foot of every mail, as the law of many countries wants it: make it yours.
postalAddress: ${said(postalAddress)}

# Of releases and the cadence (IANA).
timeZone: ${timeZone}
# When an issue that is ready goes out by itself (fields of EventBridge Scheduler's cron).
cadence: { cron: ${quoted(cadences[magazine.cadence])} }

# accentDark is for dark screens.
brand: { ink: ${quoted(ink)}, paper: ${quoted(paper)}, accent: ${quoted(magazine.accent)}, accentDark: ${quoted(accentDark)} }

# What readers may choose among; without any, everybody gets everything.
# topics:
#   - { id: harbour, names: ${said('The harbour')} }

# What the forms ask beside the address: choice, yes-no or text.
# fields:
#   - { id: boat, names: ${said('Your boat')}, kind: text }

# What new readers get, days after they confirm; latest is the issue that went out last.
welcome:
  - { days: 0, issue: latest }
`
}

type Package = { scripts?: Record<string, string> } & Record<string, unknown>

/** The folder's package.json: what stands there already stays. @param masthead which version of it */
export const packageJson = ({ id }: Pick<Magazine, 'id'>, masthead: string, before: Package = {}): string => {
  const { name = id, private: isPrivate = true, type = 'module', scripts, dependencies, ...rest } = before
  // What npm init writes there says nothing.
  const { test, ...kept } = scripts ?? {}
  const isNothing = test?.startsWith('echo "Error: no test specified"')
  return `${JSON.stringify(
    {
      ...rest,
      ...{ name, private: isPrivate, type },
      scripts: {
        start: 'masthead start',
        test: 'masthead check',
        deploy: 'cdk deploy',
        ...(isNothing || test === undefined ? kept : { ...kept, test }),
      },
      dependencies: { masthead, ...(dependencies as object | undefined) },
      devDependencies: { 'aws-cdk': '^2', ...(before.devDependencies as object | undefined) },
    },
    null,
    2,
  )}\n`
}

/** All else that lies in the folder of a magazine. */
export const folderFiles = ({ name }: Pick<Magazine, 'name'>, firstIssue: string): NewFile[] => [
  {
    path: 'cdk.json',
    content: `${JSON.stringify({ app: 'npx masthead synth', output: 'cdk.out' }, null, 2)}\n`,
  },
  { path: '.gitignore', content: 'node_modules/\ncdk.out/\nout/\n.local/\n' },
  { path: '.github/workflows/check.yml', content: workflow },
  { path: 'README.md', content: readme(name, firstIssue) },
]

const workflow = `# Every pull request is checked: problems stand beside the lines they are in, and the issues as readers would see
# them are kept with the run.
name: check
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with: { node-version: 24, cache: npm }
      - run: npm ci
      - run: npx masthead check --github
      - run: for issue in content/issues/*/; do npx masthead build "$issue" --out "out/$(basename "$issue")"; done
      - uses: actions/upload-artifact@v4
        with: { name: issues, path: out }
`

const readme = (name: string, firstIssue: string): string => `# ${name}

Sent and published by Masthead.

    npm install
    npm start                                  # the whole service on this machine: site, forms, inbox
    npx masthead check                         # what is wrong with the publication and its issues
    npx masthead preview ${firstIssue}   # an issue in the browser while it is written
    npx masthead new issue "A title"           # the next issue's folder
    npx cdk deploy                             # to an AWS account
    npx masthead publish ${firstIssue} --api URL

\`content/publication.yaml\` says what the magazine is; \`content/issues/\` holds its issues. \`npm update masthead\` brings
a newer Masthead: its CHANGELOG says what an editor must do.
`
