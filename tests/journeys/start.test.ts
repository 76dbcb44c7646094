import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { Bill } from '#local-cloud/bill/bill'
import { sampleReadersOf } from '../../cli/start/sample-readers.ts'
import { readPublication } from '../../infra/publication.ts'

const start = (...args: string[]) =>
  promisify(execFile)(process.execPath, ['cli/masthead.ts', 'start', ...args])

type Report = {
  issue: string
  editions: { language: string; articles: number }[]
  audience: Record<'candidates' | 'accepted' | 'failed' | 'uncertain' | 'waiting', number> & {
    excluded: Record<string, number>
  }
  schedules: { name: string }[]
  messages: { file: string; kind: string; language: string }[]
  aws: Record<string, number>
  bill: Bill
  seconds: number
}

const sampleReaders = sampleReadersOf(readPublication('content/publication.yaml'))

let out: string
let report: Report
const mails: { kind: string; language: string; parsed: ParsedMail; source: string }[] = []

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'masthead-once-'))
  await start('--once', '--out', out)
  report = JSON.parse(await readFile(join(out, 'report.json'), 'utf8'))
  for (const { file, kind, language } of report.messages) {
    const source = await readFile(join(out, file), 'utf8')
    mails.push({ kind, language, source, parsed: await simpleParser(source) })
  }
})
afterAll(() => rm(out, { recursive: true, force: true }))

const digestsTo = (address: string) =>
  mails.filter(({ kind, parsed }) => kind === 'digest' && [parsed.to].flat()[0]?.text === address)
const active = sampleReaders.filter(({ then }) => then === 'confirms')

/** Slugs of the issue's articles by topic. */
const slugs = async (): Promise<Map<string, string[]>> => {
  const issue = parse(await readFile('content/issues/matrix-64/issue.yaml', 'utf8')) as {
    sections: { topic: string; articles: string[]; subsections?: { articles: string[] }[] }[]
  }
  return new Map(
    issue.sections.map(({ topic, articles, subsections = [] }) => [
      topic,
      [...articles, ...subsections.flatMap((one) => one.articles)].map((name) => name.replace(/^\d+-/, '')),
    ]),
  )
}

test('the report adds up, and nobody is left waiting', () => {
  const { candidates, accepted, excluded, failed, uncertain, waiting } = report.audience
  const left = Object.values(excluded).reduce((sum, count) => sum + count, 0)
  expect(candidates).toBe(accepted + left + failed + uncertain + waiting)
  expect([candidates, accepted, failed, uncertain, waiting]).toEqual([
    sampleReaders.length,
    active.length,
    0,
    0,
    0,
  ])
  expect(excluded).toEqual({ pending: 1, unsubscribed: 1, suppressed: 2 })
  expect(report.issue).toBe('matrix-64')
  expect(report.editions.map(({ language, articles }) => `${language} ${articles}`).sort()).toEqual([
    'en 20',
    'zh-CN 20',
  ])
  expect(report.aws['SES.SendRawEmail']).toBe(report.messages.length)
})

test('each active reader has exactly one digest, in their language, with every article of their topics', async () => {
  const byTopic = await slugs()
  for (const { email, language, topics } of active) {
    const [digest, ...more] = digestsTo(email)
    expect(more).toEqual([])
    expect(digest?.language).toBe(language)
    for (const [topic, names] of byTopic) {
      const wanted = topics.length === 0 || topics.includes(topic)
      for (const name of names) {
        expect(digest?.parsed.text?.includes(`/${name}/`), `${name} for ${topics}`).toBe(wanted)
        expect(String(digest?.parsed.html).includes(`/${name}/`), `${name} for ${topics}`).toBe(wanted)
      }
    }
  }
})

test('nobody else has a digest', () => {
  for (const { email, then } of sampleReaders) if (then !== 'confirms') expect(digestsTo(email)).toEqual([])
})

test('the report’s bill adds up, and has every message and what the tables did', () => {
  const { lines, total } = report.bill
  expect(lines.reduce((sum, { cost }) => sum + cost, 0)).toBeCloseTo(total, 12)
  for (const { quantity, price, cost, by } of lines) {
    expect(quantity * price).toBeCloseTo(cost, 12)
    expect(Object.values(by).reduce((sum, one) => sum + one, 0)).toBeCloseTo(quantity, 9)
  }
  const quantityOf = (unit: RegExp) => lines.find((line) => unit.test(line.unit))?.quantity
  expect(quantityOf(/^messages/)).toBe(report.messages.length)
  for (const unit of [/^read request units/, /^write request units/, /^requests of 64 KB/, /^GB-seconds/])
    expect(quantityOf(unit), String(unit)).toBeGreaterThan(0)
  // An event of SES for each message, at least: what became of it.
  expect(quantityOf(/^publishes/)).toBeGreaterThanOrEqual(report.messages.length)
  expect(quantityOf(/^HTTPS requests/)).toBeGreaterThanOrEqual(sampleReaders.length)
})

test('a schedule that fired made the send', () => {
  expect(report.schedules.map(({ name }) => name)).toContain('matrix-64--digest')
})

test('only digests say in their subject what is in the issue, and none its number', () => {
  for (const { kind, parsed } of mails) {
    expect(/GPT-4/.test(parsed.subject ?? ''), parsed.subject).toBe(kind === 'digest')
    expect(parsed.subject).not.toContain('64')
  }
})

test('no placeholder is left in any mail or page', async () => {
  const left = /\{\{|\}\}|%%|\bundefined\b|\[object |\bNaN\b|__[A-Z]+__/
  for (const { parsed } of mails) {
    expect(parsed.text).not.toMatch(left)
    expect(String(parsed.html).replace(/<style[\s\S]*?<\/style>/g, '')).not.toMatch(left)
  }
  const pages = (await readdir(join(out, 'site'), { recursive: true })).filter((name) =>
    name.endsWith('.html'),
  )
  expect(pages.length).toBeGreaterThan(40)
  for (const page of pages) {
    const text = (await readFile(join(out, 'site', page), 'utf8')).replace(
      /<(code|pre|math|script)[\s\S]*?<\/\1>/g,
      '',
    )
    expect(text, page).not.toMatch(left)
  }
})

test('every internal link of the site has its page', async () => {
  const files = new Set(await readdir(join(out, 'site'), { recursive: true }))
  const live = /^\/(subscribe|confirm|preferences|unsubscribe)\b/
  for (const page of [...files].filter((name) => name.endsWith('.html'))) {
    const html = await readFile(join(out, 'site', page), 'utf8')
    for (const [, link = ''] of html.matchAll(/(?:href|src|action)="(\/[^"#?]*)/g)) {
      const file = link.endsWith('/') ? `${link}index.html` : link
      // The root sends each reader on to a language.
      expect(link === '/' || live.test(link) || files.has(file.slice(1)), `${page} → ${link}`).toBe(true)
    }
  }
})

test('a port in use is one clear line and a failure', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(28_064, '127.0.0.1', resolve))
  try {
    await expect(start('--port', '28064')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^Port 28064 is in use[^\n]*\n$/),
    })
  } finally {
    server.close()
  }
})

test('--once without a folder to write to is one clear line and a failure', async () => {
  await expect(start('--once')).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^--once needs --out[^\n]*\n$/),
  })
})
