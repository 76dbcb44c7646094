import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const slices = ['platform', 'issue', 'subscription', 'edition', 'sending', 'feedback', 'privacy', 'admin']
/** What infra may know of the functions: names of settings, the publication's shape, the languages' folders. */
const forInfra = ['settings', 'publication', 'language'].map((name) => `functions/platform/${name}.ts`)

type Import = { from: string; to: string }

const sources = ['functions', 'emails', 'infra'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|mjs|js)$/.test(name))
    .map((name) => join(folder, name)),
)

/** Every import, `to` as a path from the root, or as a package's name. */
const imports: Import[] = sources.flatMap((from) => {
  const text = readFileSync(join(root, from), 'utf8')
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
    from,
    to: target.startsWith('.') ? relative(root, resolve(root, dirname(from), target)) : target,
  }))
})

const sliceOf = (path: string) => /^functions\/([^/]+)\//.exec(path)?.[1]
const wrong = (rule: (one: Import) => boolean) =>
  imports.filter(rule).map(({ from, to }) => `${from} → ${to}`)

test('there are imports to look at', () => {
  expect(imports.length).toBeGreaterThan(300)
})

test('slices import only what stands before them', () => {
  const isBackward = ({ from, to }: Import) => {
    const [a, b] = [sliceOf(from), sliceOf(to)]
    return a !== undefined && b !== undefined && slices.indexOf(b) > slices.indexOf(a)
  }
  expect(wrong(isBackward)).toEqual([])
  expect(
    [...new Set(sources.map(sliceOf).filter(Boolean))].filter((slice) => !slices.includes(slice!)),
  ).toEqual([])
})

test('emails import nothing of ours', () => {
  expect(
    wrong(({ from, to }) => from.startsWith('emails/') && /^(functions|infra|tests)\//.test(to)),
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
      ({ from, to }) =>
        from.startsWith('infra/local/') &&
        /^[a-z]+\//.test(to) &&
        /^(functions|emails|infra)\//.test(to) &&
        !to.startsWith('infra/local/'),
    ),
  ).toEqual([])
  const names = /masthead|newsletter|subscriber|matrix/i
  const named = sources.filter(
    (path) => path.startsWith('infra/local/') && names.test(readFileSync(join(root, path), 'utf8')),
  )
  expect(named).toEqual([])
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
    wrong(({ from, to }) => to === '@aws-sdk/client-ses' && from !== 'functions/mail/mailer.ts'),
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

test('the pure layer has no environment, no clock and no AWS', () => {
  const isPure = (path: string) =>
    /^(functions|emails)\//.test(path) &&
    /^[^.]+\.ts$/.test(path.split('/').at(-1)!) &&
    !/^functions\/(platform|admin)\//.test(path)
  const impure = sources.filter(
    (path) =>
      isPure(path) &&
      /process\.env|Date\.now\(|new Date\(\)|@aws-sdk/.test(readFileSync(join(root, path), 'utf8')),
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
