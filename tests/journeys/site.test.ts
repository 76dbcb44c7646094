import { readFileSync } from 'node:fs'
import { request } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFolder } from '../../cli/local-content/read-folder.ts'
import { htmlFaultsOf } from '../page-html-faults.ts'
import { addressesIn, linksIn } from '../site-links.ts'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService({}, 60_000)
  const files = await readFolder('content/issues/matrix-64')
  const issue = Object.fromEntries(files.map(({ path, bytes }) => [path, bytes]))
  expect((await service.publish('matrix-64', issue)).outcome).toBe('published')
})
afterAll(() => service.end())
inSteps()

type Found = { path: string; status: number; headers: Headers; body: string }

const get = async (path: string): Promise<Found> => {
  const answer = await fetch(service.site + path)
  return { path, status: answer.status, headers: answer.headers, body: await answer.text() }
}

/** Everything that can be come to from the front page, through pages, feeds and lists. */
const everything = async (): Promise<Found[]> => {
  // Cards are drawn when all pages are there.
  await service.cloud.idle()
  const found: Found[] = []
  const paths = new Set(['/'])
  for (const path of paths) {
    const one = await get(path)
    found.push(one)
    const type = one.headers.get('content-type') ?? ''
    const links = /html/.test(type)
      ? linksIn(one.body, service.site)
      : /xml|json|plain/.test(type)
        ? addressesIn(one.body, service.site)
        : []
    for (const link of links) paths.add(link)
  }
  return found
}

const isPage = ({ headers }: Found) => (headers.get('content-type') ?? '').startsWith('text/html')
const faultsIn = async (pages: readonly Found[]) => {
  const faults: string[] = []
  for (const { path, body } of pages)
    for (const fault of await htmlFaultsOf(body)) faults.push(`${path} ${fault}`)
  return faults
}

test('every link of the site is answered with 200, and every page keeps the rules of HTML', async () => {
  const found = await everything()
  expect(found.filter(({ status }) => status !== 200).map(({ path, status }) => `${path} ${status}`)).toEqual(
    [],
  )
  const pages = found.filter(isPage)
  expect(pages.length).toBeGreaterThan(40)
  expect(await faultsIn(pages)).toEqual([])
  for (const { path, headers } of found) {
    const picture = /^\/assets\/matrix-64\/.*-[0-9a-f]{12}\.(png|jpg|webp)$|^\/cards\//.test(path)
    const lasting = /^\/assets\/[^/]*-[0-9a-f]{12}\./.test(path)
    const kept = headers.get('cache-control')
    if (picture) expect(kept, path).toBe('public, max-age=31536000, s-maxage=86400, immutable')
    else if (lasting) expect(kept, path).toBe('public, max-age=31536000, immutable')
    else expect(kept, path).toMatch(/^(public, max-age=300|no-store)$|no-store/)
  }
})

test('every form and every answer to one keeps the rules of HTML', async () => {
  const pages: Found[] = []
  const took = async (path: string, answer: Response) =>
    pages.push({ path, status: answer.status, headers: answer.headers, body: await answer.text() })
  for (const language of ['zh-CN', 'en']) {
    for (const path of ['subscribe', 'confirm', 'preferences', 'unsubscribe'])
      pages.push(await get(`/${path}?language=${language}`))
    const form = `/subscribe?language=${language}`
    await took(form, await service.post(form, { email: 'nobody', language, topics: ['nonsense', ''] }))
    await took(form, await service.post(form, { email: '', language, topics: '' }))
  }
  pages.push(await get('/no/such/page/'))
  expect(pages.every(isPage)).toBe(true)
  expect(await faultsIn(pages)).toEqual([])
})

test('a reader’s own pages keep them too, from the mail to the last page', async () => {
  const pages: Found[] = []
  const press = async (url: string, action: string, change = {}) => {
    const answer = await service.press(url, action, change)
    const body = await answer.text()
    pages.push({ path: action, status: answer.status, headers: answer.headers, body })
    return body
  }
  const email = 'reader@example.org'
  await press(`${service.site}/subscribe?language=en`, '/subscribe', { email, language: 'en' })
  const link = service.linkIn(await service.mail(email, 'confirm'), '/confirm')
  pages.push(await get(link.slice(service.site.length)))
  const done = await press(link, '/confirm')
  const preferences = /href="([^"]+\/preferences\?[^"]+)"/.exec(done)![1]!.replaceAll('&amp;', '&')
  pages.push(await get(preferences.slice(new URL(preferences).origin.length)))
  await press(preferences, '/preferences')
  await press(preferences, '/preferences/address', { address: 'nobody' })
  await press(preferences, '/preferences/address', { address: 'reader@example.com' })
  const move = service.linkIn(await service.mail('reader@example.com', 'move'), '/preferences/move')
  pages.push(await get(move.slice(service.site.length)))
  await press(move, '/preferences/move')
  await press(preferences, '/unsubscribe')
  expect(pages.map(({ status }) => status)).toEqual([202, 200, 200, 200, 200, 400, 202, 200, 200, 200])
  expect(await faultsIn(pages)).toEqual([])
})

test('files and forms have the template’s headers of security', async () => {
  const template = readFileSync('cdk.out/Masthead.template.json', 'utf8')
  for (const path of ['/zh/', '/favicon.svg', '/zh/feed.xml', '/nowhere/', '/subscribe', '/confirm']) {
    const { headers } = await get(path)
    const csp = headers.get('content-security-policy')!
    expect(template, path).toContain(JSON.stringify(csp).slice(1, -1))
    expect(csp.includes("script-src 'self'"), path).toBe(!/subscribe|confirm/.test(path))
    // Only who asks for it binds the hosts under this one, too.
    expect(headers.get('strict-transport-security'), path).toMatch(/^max-age=\d{8}$/)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('permissions-policy'), path).toContain('camera=()')
    expect(headers.get('cross-origin-opener-policy'), path).toBe('same-origin')
    expect(headers.get('referrer-policy'), path).toBe(
      /subscribe|confirm/.test(path) ? 'no-referrer' : 'strict-origin-when-cross-origin',
    )
  }
})

const encodingOf = (path: string, accepted: string): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    request(service.site + path, { headers: { 'accept-encoding': accepted } }, (answer) => {
      answer.resume()
      resolve([answer.headers['content-encoding'], answer.headers.vary].filter(Boolean).join(' '))
    })
      .on('error', reject)
      .end()
  })

test('every text of a kilobyte or more comes compressed, whatever it is', async () => {
  const texts = (await everything()).filter(
    ({ headers, body }) =>
      headers.get('cache-control') !== 'no-store' &&
      Buffer.byteLength(body) >= 1_000 &&
      !/^(image\/(png|jpeg|webp)|font\/|application\/epub)/.test(headers.get('content-type')!),
  )
  texts.push(await get('/zh/search.json'), await get('/zh/issues/matrix-64/texts.json'))
  const types = new Set(texts.map(({ headers }) => headers.get('content-type')!.split(';')[0]))
  expect([...types].sort()).toEqual([
    'application/json',
    'application/xml',
    'text/css',
    'text/html',
    'text/javascript',
  ])
  const plain = texts.filter(({ headers }) => !/^(br|gzip)$/.test(headers.get('content-encoding') ?? ''))
  expect(plain.map(({ path, headers }) => `${path} ${headers.get('content-type')}`)).toEqual([])
})

test('pages are compressed by Brotli, else gzip; forms, which carry tokens, are not', async () => {
  expect(await encodingOf('/zh/issues/matrix-64/', 'gzip, br')).toBe('br Accept-Encoding')
  expect(await encodingOf('/zh/issues/matrix-64/', 'gzip')).toBe('gzip Accept-Encoding')
  expect(await encodingOf('/zh/issues/matrix-64/', 'identity')).toBe('Accept-Encoding')
  expect(await encodingOf('/subscribe?language=en', 'gzip, br')).toBe('')
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})
