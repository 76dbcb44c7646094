import type { Node } from 'oxc-parser'
import { declaredIn, globalsOf } from '../globals.ts'
import type { Import } from '../imports.ts'
import type { Rule, Source } from '../source.ts'
import type { Place } from '../syntax-tree.ts'

/** What the language has, and what Node adds to it that only computes. */
const harmless = new Set(
  `AggregateError Array ArrayBuffer BigInt Boolean Buffer DataView Error Float64Array Infinity Int32Array Intl JSON Map
  NaN Number Object Promise Proxy RangeError ReferenceError Reflect RegExp Request Set String Symbol SyntaxError
  TextDecoder TextEncoder TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array WeakMap WeakSet
  decodeURI decodeURIComponent encodeURI encodeURIComponent isFinite isNaN parseFloat parseInt structuredClone
  undefined`.split(/\s+/),
)

/** Of Node's own modules, what only computes. */
const ofNode: Record<string, string[]> = {
  'node:buffer': ['isUtf8'],
  'node:crypto': [
    'createCipheriv',
    'createDecipheriv',
    'createHash',
    'createHmac',
    'createSecretKey',
    'hash',
    'hkdfSync',
    'timingSafeEqual',
  ],
  'node:net': ['BlockList', 'isIP', 'isIPv4'],
  // Gives way to others, and waits no time.
  'node:timers/promises': ['setImmediate'],
  'node:url': ['domainToUnicode'],
  'node:util': ['isDeepStrictEqual'],
  'node:zlib': ['crc32', 'deflateRawSync'],
}

/** Packages that make one value of another. */
const packages = new Set([
  '@fastify/busboy',
  '@middy/http-header-normalizer',
  '@middy/http-json-body-parser',
  '@middy/http-urlencode-body-parser',
  '@resvg/resvg-wasm',
  'any-ascii',
  'csv-parse',

  'disposable-email-domains-js',
  'get-east-asian-width',
  'hast-util-to-html',
  'mjml',
  'minisearch',
  'opentype.js/dist/opentype.mjs',
  'rehype-sanitize',
  'remark-cjk-friendly',
  'remark-gfm',
  'remark-math',
  'remark-parse',
  'remark-rehype',
  'saxes',
  'temml',
  'temporal-polyfill/fns/Calendar',
  'temporal-polyfill/fns/Instant',
  'temporal-polyfill/fns/PlainDateTime',
  'unified',
  'uqr',
  'woff2-encoder/decompress',
  'yaml',
  'zod',
  'zod-openapi',
])

/** Files without a suffix that touch the outside all the same: why, and which of their names only compute. */
export const foundations: Record<string, { why: string; pure?: string[] }> = {
  'functions/mail/guarded-request-handler.ts': { why: 'judges a call to SES at the last moment' },
  'functions/mail/mailer.ts': { why: 'is the only way to SES' },
  'functions/mail/mime.ts': {
    why: 'throws dice for the boundary of a message, which nobody reads',
    pure: ['buildMessage', 'messageParts', 'newBoundary'],
  },
  'functions/runtime/database.table.ts': { why: 'is the way to DynamoDB, and hears its clock' },
  'functions/runtime/handler.ts': { why: 'is where every Lambda begins' },
  'functions/runtime/http-pipeline.ts': {
    why: 'is where a Lambda of a form or of the API begins',
    pure: ['fieldsOf', 'json', 'httpPipeline', 'readJsonBody'],
  },
  'functions/runtime/log.ts': { why: 'writes' },
  'functions/runtime/metric.ts': { why: 'writes' },
  'functions/runtime/queue-handler.ts': { why: 'is where a Lambda of a queue begins' },
  'functions/runtime/queue.ts': { why: 'is the way to SQS' },
  'functions/runtime/secret.ts': { why: 'is the way to Secrets Manager', pure: ['madeOfSecret'] },
  'functions/runtime/settings.ts': {
    why: 'reads the environment',
    pure: ['variable', 'failedMessages'],
  },
  'functions/runtime/system-clocks.ts': { why: 'is the clock' },
  'functions/subscription/mails/compile-mails.ts': { why: 'is a script of the bundler, too' },
  'functions/subscription/mails/notify-reader.ts': {
    why: 'loads what it mails with when the first mail is due',
    pure: ['createNotifyReader'],
  },
}

const isOurs = (path: string) => /^(functions|emails)\/.*\.ts$/.test(path)

/** `table` of `x.table.ts`; nothing of `x.ts`. */
const suffixOf = (path: string): string => /\/[^./]+\.(.*)\.ts$/.exec(path)?.[1] ?? ''

const isPure = (path: string): boolean =>
  isOurs(path) && ['', 'page', 'http'].includes(suffixOf(path)) && !(path in foundations)

/** No environment, files, network, clock, chance or AWS: what such a file needs of these is passed in. */
export const pureFilesAreGivenTheOutside: Rule = (sources) =>
  sources
    .filter(({ path }) => isPure(path))
    .flatMap((source) => [...importsBut(source, isPureImport), ...namesOfTheOutside(source)])

/** As pure as those, but for the database itself, and tokens that nobody else has. */
export const tablesKnowOnlyTheDatabase: Rule = (sources) =>
  sources
    .filter(({ path }) => isOurs(path) && suffixOf(path) === 'table' && !(path in foundations))
    .flatMap((source) => [...importsBut(source, isImportOfTable), ...namesOfTheOutside(source)])

const importsBut = ({ imports }: Source, isAllowed: (one: Import) => boolean): string[] =>
  imports
    .filter((one) => !one.isType && !isAllowed(one))
    .map(({ at, to, names }) => `${at} imports ${names.join(', ') || 'nothing'} of ${to}`)

const isPureImport = ({ to, names }: Import): boolean => {
  const allowed = ofNode[to] ?? foundations[to]?.pure
  if (allowed) return names.every((name) => allowed.includes(name))
  return isOurs(to) ? isPure(to) : packages.has(to)
}

const isImportOfTable = (one: Import): boolean =>
  isPureImport(one) ||
  (isOurs(one.to) && suffixOf(one.to) === 'table') ||
  /^@aws-sdk\/(client|util)-dynamodb$/.test(one.to) ||
  one.to === 'node:zlib' ||
  (one.to === 'node:crypto' && one.names.every((name) => name === 'randomUUID'))

const namesOfTheOutside = (source: Source): string[] => [
  ...globalsOf(source)
    .filter(({ name, place }) => !harmless.has(name) && !onlyComputes(name, place))
    .map(({ at, name }) => `${at} uses ${name}`),
  // Else `Date` could be another's name in one line, and the clock in the next.
  ...[...declaredIn(source)]
    .filter(([name]) => name in globalThis && !harmless.has(name))
    .map(([name, at]) => `${at} calls something of its own ${name}`),
  ...source.places.flatMap(({ node }) => {
    const hidden = outsideBehind(node)
    return hidden ? [`${source.at(node)} uses ${hidden}`] : []
  }),
]

/** Ways to the outside that name nothing of it. */
const outsideBehind = (node: Node): string | undefined => {
  if (node.type === 'MetaProperty' && node.meta.name === 'import') return 'import.meta'
  const member = node.type === 'CallExpression' && node.arguments.length === 0 ? node.callee : node
  if (member.type !== 'MemberExpression' || member.property.type !== 'Identifier') return undefined
  const { name } = member.property
  // A format of no date is that of now.
  if (member !== node && /^format(ToParts)?$/.test(name)) return `${name}()`
  return member === node && name === 'constructor' ? 'constructor' : undefined
}

/** `Date` and `Math` with what they make of a value that is given. */
const onlyComputes = (name: string, { parent, key }: Place): boolean => {
  if (name === 'Date' && parent?.type === 'NewExpression') {
    const [given] = parent.arguments
    return key === 'callee' && given !== undefined && given.type !== 'SpreadElement'
  }
  if (parent?.type !== 'MemberExpression' || parent.computed || parent.property.type !== 'Identifier')
    return false
  const { name: property } = parent.property
  return name === 'Date' ? ['parse', 'UTC'].includes(property) : name === 'Math' && property !== 'random'
}
