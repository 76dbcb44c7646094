import { githubWorkflows } from './github-workflows.ts'
import type { NewFile } from './new-issue.ts'
import type { Magazine } from './publication-yaml.ts'

const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/** All that lies in the folder of a magazine beside its content and what npm knows. */
export const folderFiles = (
  { name, languages }: Pick<Magazine, 'name' | 'languages'>,
  firstIssue: string,
): NewFile[] => [
  { path: 'cdk.json', content: json({ app: 'npx masthead synth', output: 'cdk.out' }) },
  { path: 'tsconfig.json', content: json(typescript) },
  { path: '.gitignore', content: 'node_modules/\ncdk.out/\nout/\n.local/\npictures/\n' },
  { path: '.npmrc', content: npmrc },
  ...githubWorkflows(languages),
  { path: 'README.md', content: readme(name, firstIssue) },
]

const npmrc = `# Masthead runs on Node 24, and fetches it where yours is older: what packages say of yours is of no use.
# npm can be told so only with all its warnings, deprecations too: npm install --loglevel warn shows them.
loglevel=error
`

/** For an app of one's own: Masthead's construct has types. */
const typescript = {
  compilerOptions: {
    target: 'es2024',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    erasableSyntaxOnly: true,
  },
  exclude: ['node_modules', 'cdk.out', 'out'],
}

const readme = (name: string, firstIssue: string): string => `# ${name}

\`content/publication.yaml\` says what the magazine is. Each folder in \`content/issues/\` is an issue: \`issue.yaml\` says
what stands in it, a Markdown file is an article.

## Write

    npm install
    npm start                                  # the whole service on this machine: site, forms, inbox
    npx masthead new issue "A title"           # the next issue's folder
    npx masthead preview ${firstIssue}   # an issue in the browser while it is written
    npx masthead check                         # what is wrong with the publication and its issues

## Deploy, publish, send

    npx cdk bootstrap && npx masthead deploy   # to an AWS account, after saying what that needs
    npx masthead login EMAIL --api URL
    npx masthead publish ${firstIssue} --api URL
    npx masthead send ${firstIssue.split('/').at(-1)} --to EMAIL --api URL   # a test; without --to, to everybody

## On GitHub

Commit \`package-lock.json\`, too. A pull request is checked: problems stand beside their lines, and pictures of the issues
that it changes lie in the run's artifact. To have whatever is merged published, without a password anywhere:

1. Write your repository into \`content/publication.yaml\`: \`publishing: { github: owner/repository }\`, and
   \`npx cdk deploy\`. An AWS account has GitHub's OIDC provider once: if another stack has made it, name it by
   \`provider: arn:aws:iam::…\` beside \`github\`.
2. Keep what the deployment prints as \`GithubVariable\` as the repository's variable \`MASTHEAD\`:
   \`gh variable set MASTHEAD --body '{"role":…}'\`

Publishing sends an issue to readers only if its \`issue.yaml\` has a \`release\` time: then, or at the next \`cadence\` of
\`content/publication.yaml\`. Without one it waits until you say \`masthead send\`.

## Upgrade

\`npm update masthead\`, or \`npm install\` of a newer package: its CHANGELOG says what an editor must do.
`
