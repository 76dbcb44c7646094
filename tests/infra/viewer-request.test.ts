import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { synthesise } from './synthesised.ts'

type Answer = { uri?: string; statusCode?: number; headers?: Record<string, { value: string }> }

const code = synthesise().resources.SiteViewerRequest!.Properties.FunctionCode as string
const ask = (uri: string, language?: string): Answer => {
  const headers = language === undefined ? {} : { 'accept-language': { value: language } }
  return runInNewContext(`${code};handler(event)`, { event: { request: { method: 'GET', uri, headers } } })
}
const redirected = (answer: Answer) => [answer.statusCode, answer.headers?.location?.value]

test('a folder is its index page', () => {
  expect(ask('/zh/issues/matrix-64/').uri).toBe('/zh/issues/matrix-64/index.html')
})

test('a file is itself', () => {
  expect(ask('/assets/style-0123.css').uri).toBe('/assets/style-0123.css')
  expect(ask('/zh/feed.xml').uri).toBe('/zh/feed.xml')
})

test('a folder without its slash has moved to the one with it', () => {
  expect(redirected(ask('/en/issues/matrix-64'))).toEqual([301, '/en/issues/matrix-64/'])
  expect(redirected(ask('/v1.2/page'))).toEqual([301, '/v1.2/page/'])
})

test('a redirect never leaves the site', () => {
  expect(redirected(ask('//elsewhere.example/x'))).toEqual([301, '/elsewhere.example/x/'])
  expect(redirected(ask('/\\elsewhere.example/x'))).toEqual([301, '/elsewhere.example/x/'])
})

test.each([
  [undefined, '/zh/'],
  ['', '/zh/'],
  ['en-GB,en;q=0.9', '/en/'],
  ['fr, zh-TW;q=0.5, en;q=0.8', '/en/'],
  ['en;q=0.3,zh-Hans;q=0.9', '/zh/'],
  ['de,fr', '/zh/'],
  ['en;q=0', '/zh/'],
  ['EN', '/en/'],
])('the front page for Accept-Language %j is %s', (language, location) => {
  expect(redirected(ask('/', language))).toEqual([302, location])
})
