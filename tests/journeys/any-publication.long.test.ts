import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'

const command = resolve('cli/masthead.ts')

/** A folder with a publication in one language, without topics, and with one issue or none. */
const aMagazine = async ({ language, name, story }: { language: string; name: string; story?: string }) => {
  const cwd = await mkdtemp(join(tmpdir(), 'masthead-magazine-'))
  const issue = join(cwd, 'content/issues/one')
  await mkdir(story ? issue : join(cwd, 'content'), { recursive: true })
  await writeFile(
    join(cwd, 'content/publication.yaml'),
    `id: magazine
languages: [${language}]
names: '${name}'
taglines: '${name}'
publisher: '${name}'
site: https://magazine.example.org
sender: { name: '${name}', address: hello@news.magazine.example.org }
replyTo: editors@magazine.example.org
admin: admin@magazine.example.org
postalAddress: 1 Quay Street
timeZone: Europe/Dublin
cadence: { cron: "0 9 1 * ?" }
brand: { ink: "#17202e", paper: "#ffffff", accent: "#0b5cad", accentDark: "#7ab8ff" }
`,
  )
  if (!story) return cwd
  await writeFile(
    join(issue, 'issue.yaml'),
    `title: '${story}'\nsections: [{ title: '${name}', articles: [01-story] }]\n`,
  )
  await writeFile(
    join(issue, '01-story.md'),
    `---\ntitle: '${story}'\nsummary: '${story}'\n---\n\n${story}\n`,
  )
  return cwd
}

const startOnce = async (cwd: string) => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [command, 'start', '--once', '--out', 'shown'],
    { cwd },
  )
  const names = await readdir(join(cwd, 'shown/mail'))
  const mails = await Promise.all(
    names.map(async (name) => ({
      kind: name.split('-')[1]!,
      parsed: await simpleParser(await readFile(join(cwd, 'shown/mail', name))),
    })),
  )
  return { stdout, mails, report: JSON.parse(await readFile(join(cwd, 'shown/report.json'), 'utf8')) }
}

test.each([
  { language: 'en', name: 'Tidelines “& Co”', story: 'The boats came home', direction: 'ltr' },
  { language: 'fa', name: 'ساحل', story: 'قایق‌ها بازگشتند', direction: 'rtl' },
])('a magazine in $language, without topics, is built, read, joined and sent as any', async (magazine) => {
  const cwd = await aMagazine(magazine)
  try {
    const { mails, report } = await startOnce(cwd)
    expect(report).toMatchObject({ issue: 'one', editions: [{ language: magazine.language, articles: 1 }] })
    const digests = mails.filter(({ kind }) => kind === 'digest')
    expect(digests).toHaveLength(report.audience.accepted)
    expect(digests.length).toBeGreaterThan(10)
    for (const { parsed } of digests) {
      expect(parsed.subject).toContain(magazine.story)
      expect(parsed.text).toContain(magazine.story)
      expect(String(parsed.html)).toContain(`dir="${magazine.direction}"`)
    }
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
})

test('a magazine without an issue takes sign-ups, and hears how to make one', async () => {
  const cwd = await aMagazine({ language: 'en', name: 'Tidelines' })
  try {
    const { stdout, mails, report } = await startOnce(cwd)
    expect(stdout).toContain('No issue is sent, as none lies in content/issues')
    expect(report.issue).toBeNull()
    expect(mails.map(({ kind }) => kind)).toContain('confirm')
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
})
