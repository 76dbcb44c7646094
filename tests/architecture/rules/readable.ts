import type { Rule } from '../source.ts'

/** Files whose imports nobody can tell before they run, each with why it must be so. */
export const computedImports: Record<string, string> = {
  'cli/launch.mjs': 'starts the script that it is given',
  'cli/browser/open-browser.ts': 'loads a package that is fetched on first use',
  'packages/local-cloud/lambda/bootstrap.mjs': 'loads the handler of the bundle that it is given',
  'packages/local-cloud/emulators/sqs-sns-s3.ts': 'takes parts of fauxqs that it does not export',
  'tests/unit/publication/own-words.test.ts': 'loads the catalogue anew for each test',
}

/** The other rules see every import: none is computed, nor hidden in a comment. */
export const importsCanBeRead: Rule = (sources) =>
  sources.filter(({ path }) => !(path in computedImports)).flatMap(({ unreadable }) => unreadable)
