import type { Import } from '../imports.ts'
import type { Rule } from '../source.ts'

/** In the order in which they stand on one another: each imports itself and what is named before it. */
const order = [
  'functions/runtime',
  'functions/events',
  'functions/publication',
  'functions/web',
  'functions/mail',
  'functions/issue',
  'functions/subscription/settings.ts',
  'functions/subscription/limits',
  'functions/subscription/states',
  'functions/subscription/segments',
  'functions/subscription/import',
  'functions/subscription/counts',
  'functions/subscription/readers',
  'functions/subscription/mails',
  'functions/subscription/forms',
  'functions/subscription/asking',
  'functions/edition/settings.ts',
  'functions/edition/model',
  'functions/edition/card',
  'functions/edition/digest',
  'functions/edition/pages',
  'functions/edition/epub',
  'functions/edition/search',
  'functions/edition/lists',
  'functions/edition/publish',
  'functions/edition/views',
  'functions/sending/settings.ts',
  'functions/sending/ledger',
  'functions/sending/schedule',
  'functions/sending/plan',
  'functions/sending/deliver',
  'functions/sending/status',
  'functions/sending/control',
  'functions/sending/watch',
  'functions/feedback',
  'functions/privacy/settings.ts',
  'functions/privacy',
  'functions/access',
  'functions/webhooks/settings.ts',
  'functions/webhooks',
  'functions/api',
  'functions/console/settings.ts',
  'functions/console',
  'cli',
]

/** Which of `order` a file stands in; -1 for none. */
const rankOf = (path: string) => order.findIndex((one) => path === one || path.startsWith(`${one}/`))

export const slicesStandOnOneAnother: Rule = (sources) => [
  ...sources
    .filter(({ path }) => /^(functions|cli)\//.test(path) && rankOf(path) < 0)
    .map(({ path }) => `${path} stands nowhere in the order`),
  ...sources
    .flatMap(({ imports }) => imports)
    .filter(({ from, to }) => rankOf(from) >= 0 && rankOf(to) > rankOf(from))
    .map(({ at, to }) => `${at} → ${to}`),
]

/** What infra may know of the functions: names of settings, routes and roles, the publication's shape, the languages' folders, words. */
const forInfra = [
  ...[
    'runtime',
    'edition',
    'subscription',
    'sending',
    'feedback',
    'privacy',
    'access',
    'webhooks',
    'api',
    'console',
  ].map((slice) => `functions/${slice}/settings.ts`),
  'functions/access/role.ts',
  'functions/api/routes-and-roles.ts',
  'functions/publication/publication.ts',
  'functions/publication/language.ts',
  'functions/publication/words/bundled-words.store.ts',
]

const cloud = 'packages/local-cloud/'
/** What the command may use of the local cloud beside `#local-cloud` itself: what stands alone, and its bill. */
const forCommand = ['cloud', 'types', 'http/event-stream', 'http/public-address', 'host/private-folder'].map(
  (name) => `${cloud}${name}.ts`,
)

const isIn = (path: string, ...folders: string[]) => folders.some((folder) => path.startsWith(`${folder}/`))

/** Whether a file of a folder may lead to a file of another; of its own it may. */
const mayLeadTo: Record<string, (one: Import) => boolean> = {
  emails: () => false,
  functions: ({ to }) => isIn(to, 'emails'),
  infra: ({ to }) => forInfra.includes(to),
  packages: () => false,
  cli: ({ from, to }) =>
    isIn(to, 'functions', 'emails', `${cloud}bill`) ||
    forCommand.includes(to) ||
    // A preview looks as the inbox does.
    (isIn(from, 'cli/preview') && isIn(to, `${cloud}inbox`)) ||
    // Where our own files are, packed or not; and the template, which the manual tells of.
    to === 'infra/own-files.ts' ||
    (from === 'cli/manual/reference/stack.ts' && isIn(to, 'infra')),
  tests: () => true,
}

const folderOf = (path: string) => path.split('/')[0]!

export const foldersLeadWhereTheyMay: Rule = (sources) =>
  sources
    .flatMap(({ imports }) => imports)
    .filter(({ to }) => folderOf(to) in mayLeadTo)
    .filter((one) => folderOf(one.from) !== folderOf(one.to) && !mayLeadTo[folderOf(one.from)]?.(one))
    .map(({ at, to }) => `${at} → ${to}`)
