import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
/** In the order in which they stand on one another: each imports itself and what is named before it. */
const order = [
  'functions/runtime',
  'functions/publication',
  'functions/web',
  'functions/mail',
  'functions/issue',
  'functions/subscription/settings.ts',
  'functions/subscription/states',
  'functions/subscription/import',
  'functions/subscription/readers',
  'functions/subscription/mails',
  'functions/subscription/forms',
  'functions/edition/settings.ts',
  'functions/edition/model',
  'functions/edition/card',
  'functions/edition/digest',
  'functions/edition/pages',
  'functions/edition/search',
  'functions/edition/lists',
  'functions/edition/publish',
  'functions/sending/settings.ts',
  'functions/sending/ledger',
  'functions/sending/schedule',
  'functions/sending/plan',
  'functions/sending/deliver',
  'functions/sending/status',
  'functions/sending/control',
  'functions/sending/watch',
  'functions/feedback',
  'functions/api',
  'cli',
]
/** What infra may know of the functions: names of settings and routes, the publication's shape, the languages' folders, words. */
const forInfra = [
  ...['runtime', 'edition', 'subscription', 'sending', 'feedback', 'api'].map(
    (slice) => `functions/${slice}/settings.ts`,
  ),
  'functions/publication/publication.ts',
  'functions/publication/language.ts',
  'functions/publication/words/bundled-words.store.ts',
]
const cloud = 'packages/local-cloud/'

type Import = { from: string; to: string }

const sourcesIn = (folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(ts|mjs|js)$/.test(name))
      .map((name) => join(folder, name)),
  )
const sources = sourcesIn(['functions', 'emails', 'infra', 'cli', 'packages'])

/** The file that an import leads to, as a path from the root; a package's name as it is. */
const placeOf = (from: string, target: string): string => {
  if (target.startsWith('.')) return relative(root, resolve(root, dirname(from), target))
  if (target === '#local-cloud') return `${cloud}cloud.ts`
  return target.startsWith('#local-cloud/') ? `${cloud}${target.slice('#local-cloud/'.length)}.ts` : target
}

/** Every import, `to` as a path from the root, or as a package's name. */
const importsOf = (files: string[]): Import[] =>
  files.flatMap((from) => {
    const text = readFileSync(join(root, from), 'utf8')
    return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
      from,
      to: placeOf(from, target),
    }))
  })

/** Which of `order` a file stands in; -1 for none. */
const rankOf = (path: string) => order.findIndex((one) => path === one || path.startsWith(`${one}/`))
const wrong = (rule: (one: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`)

const imports = importsOf(sources)

test('there are imports to look at', () => {
  expect(imports.length).toBeGreaterThan(300)
})

test('what stands in functions and cli imports only what stands before it', () => {
  expect(wrong(({ from, to }) => rankOf(from) >= 0 && rankOf(to) > rankOf(from))).toEqual([])
  const unranked = sources.filter((path) => /^(functions|cli)\//.test(path) && rankOf(path) < 0)
  expect(unranked).toEqual([])
})

test('no file leads back to itself, not even by a type', () => {
  const all = [...importsOf(sourcesIn(['tests'])), ...imports]
  const next = new Map<string, string[]>()
  for (const { from, to } of all) next.set(from, [...(next.get(from) ?? []), to])
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (path: string, way: string[]) => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '))
    if (way.includes(path) || done.has(path)) return
    for (const to of next.get(path) ?? []) walk(to, [...way, path])
    done.add(path)
  }
  for (const path of next.keys()) walk(path, [])
  expect(circles).toEqual([])
})

test('emails import nothing of ours', () => {
  expect(
    wrong(({ from, to }) => from.startsWith('emails/') && /^(functions|cli|infra|packages|tests)\//.test(to)),
  ).toEqual([])
})

test('infra knows only the names of settings, and the functions know nothing of infra', () => {
  expect(
    wrong(
      ({ from, to }) =>
        from.startsWith('infra/') && /^(functions|emails)\//.test(to) && !forInfra.includes(to),
    ),
  ).toEqual([])
  expect(wrong(({ from, to }) => /^(functions|emails)\//.test(from) && to.startsWith('infra/'))).toEqual([])
})

test('the local cloud knows nothing but itself', () => {
  expect(
    wrong(
      ({ from, to }) => from.startsWith(cloud) && /^(functions|emails|infra|cli|tests|content)\//.test(to),
    ),
  ).toEqual([])
  const names = /masthead|newsletter|subscriber|matrix/i
  const named = sources.filter(
    (path) => path.startsWith(cloud) && names.test(readFileSync(join(root, path), 'utf8')),
  )
  expect(named).toEqual([])
})

test('Lambdas load nothing of the command', () => {
  expect(wrong(({ from, to }) => /^(functions|emails)\//.test(from) && /^(cli|packages)\//.test(to))).toEqual(
    [],
  )
})

test('only tables import the DynamoDB client', () => {
  expect(
    wrong(
      ({ from, to }) =>
        from.startsWith('functions/') && to === '@aws-sdk/client-dynamodb' && !from.endsWith('.table.ts'),
    ),
  ).toEqual([])
})

test('only the mailer imports the SES client, and only render.ts imports mjml', () => {
  expect(
    wrong(
      ({ from, to }) =>
        to === '@aws-sdk/client-ses' && !from.startsWith(cloud) && from !== 'functions/mail/mailer.ts',
    ),
  ).toEqual([])
  expect(wrong(({ from, to }) => to === 'mjml' && from !== 'emails/render.ts')).toEqual([])
})

test('every handler begins in one place, which turns early answers off', () => {
  expect(
    wrong(
      ({ from, to }) =>
        from.startsWith('functions/') && to === '@middy/core' && from !== 'functions/runtime/handler.ts',
    ),
  ).toEqual([])
  const startsOfHandlers = /\b(handlerOf|queueHandler|httpHandler|jsonHandler)\b/
  const otherwise = sources.filter(
    (path) =>
      path.endsWith('.handler.ts') &&
      !startsOfHandlers.test(
        /export const handler = (.*)/.exec(readFileSync(join(root, path), 'utf8'))?.[1] ?? '',
      ),
  )
  expect(otherwise).toEqual([])
})

test('the pure layer has no environment, no files, no clock, no chance and no AWS', () => {
  /** What a Lambda stands on, and what makes a message of parts and brings it to SES. */
  const impureByNature = /^functions\/(runtime\/|mail\/(mailer|guarded-request-handler|mime)\.ts)/
  const isPure = (path: string) =>
    /^(functions|emails)\//.test(path) &&
    /^[^.]+\.ts$/.test(path.split('/').at(-1)!) &&
    !impureByNature.test(path)
  const impure = sources.filter(
    (path) =>
      isPure(path) &&
      /process\.env|\bDate\.now\(|new Date\(\)|performance\.now|Math\.random|random(UUID|Bytes)|'node:fs|@aws-sdk/.test(
        readFileSync(join(root, path), 'utf8'),
      ),
  )
  expect(impure).toEqual([])
})

test('what a handler exports is its handler', () => {
  const handlers = sources.filter((path) => path.endsWith('.handler.ts'))
  expect(handlers.length).toBeGreaterThan(0)
  const without = handlers.filter(
    (path) => !/export const handler = /.test(readFileSync(join(root, path), 'utf8')),
  )
  expect(without).toEqual([])
})
