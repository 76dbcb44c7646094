import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { todosIn } from '../../../cli/local-content/find-todos.ts'
import { newIssueFiles } from '../../../cli/new/new-issue.ts'
import { starterTextIn } from '../../../cli/new/starter-text.ts'
import { catalogues } from '../../../functions/publication/words/catalogues.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const written = 'Nine boats came home, and one brought a guest.'
const own = `---\ntitle: The boats came home\nsummary: All nine are back.\n---\n\n${written}\n`
const bytes = (text: string) => new TextEncoder().encode(text)

const aNewIssue = (languages: string[]) =>
  newIssueFiles({ number: 2, languages, title: 'The boats came home' }).map(({ path, content }) => ({
    path,
    bytes: typeof content === 'string' ? bytes(content) : content,
  }))
const linesFound = (files: ReturnType<typeof aNewIssue>) =>
  starterTextIn(files).found.map(({ file, line }) => `${file}:${line}`)

test.each(Object.keys(catalogues))(
  'what a new issue is filled with in %s is known, whole or in part',
  (tag) => {
    const files = aNewIssue([tag])
    expect(starterTextIn(files).isUntouched).toBe(true)
    expect(linesFound(files)).toEqual(['01-hello.md:3'])
    const change = (from: RegExp, to: string) =>
      files.map(({ path, bytes: all }) => ({
        path,
        bytes: path.endsWith('.md') ? bytes(new TextDecoder().decode(all).replace(from, to)) : all,
      }))

    const summaryLeft = change(/(?<=\n---\n)[\s\S]*/, `\n${written}\n`)
    expect(starterTextIn(summaryLeft).isUntouched).toBe(false)
    expect(linesFound(summaryLeft)).toEqual(['01-hello.md:3'])
    const added = change(/$/, `\n${written}\n`)
    expect(starterTextIn(added).isUntouched).toBe(false)
    expect(linesFound(added)).toHaveLength(8)
    // A program that breaks lines anew changes no words.
    expect(linesFound(change(/(?<=\n---\n\n\S+) /, '\n'))).toEqual(['01-hello.md:3'])
    expect(linesFound(change(/[\s\S]*/, own))).toEqual([])
  },
)

test('a translation that nobody has written is told; a file that the issue does not name is not', () => {
  const files = aNewIssue(['en', 'zh-CN']).map((file) =>
    file.path === '01-hello.md' ? { ...file, bytes: bytes(own) } : file,
  )
  expect(starterTextIn(files)).toMatchObject({ isUntouched: false, found: [{ file: '01-hello.zh.md' }] })
  const unnamed = files.map((file) =>
    file.path === 'issue.yaml'
      ? { ...file, bytes: bytes('sections: [{ title: x, articles: [02-b] }]') }
      : file,
  )
  expect(starterTextIn(unnamed)).toEqual({ isUntouched: false, found: [] })
})

const aDesk = async (env: Record<string, string> = {}) => {
  const cwd = await aFolder()
  const desk = aMachine({ cwd, env })
  await desk.masthead('new', '--masthead', '^9.9.9', '--yes', '--name', 'Tidelines', '--languages', 'en')
  const dir = 'content/issues/tidelines-1'
  const write = async (text: string, file = `${dir}/01-hello.md`) => {
    await mkdir(dirname(join(cwd, file)), { recursive: true })
    await writeFile(join(cwd, file), text)
  }
  const read = () => readFile(join(cwd, dir, '01-hello.md'), 'utf8')
  return { ...desk, dir, write, read }
}

test('check warns of an issue that nobody has begun, and finds a problem in what is left beside own words', async () => {
  const { masthead, dir, read, write } = await aDesk()
  expect(await masthead('check')).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      `\n${dir}/01-hello.md:3 is as masthead new wrote it: write your own words before readers get it`,
    ),
    errors: '1 warning',
  })
  expect((await masthead('check', '--github')).out).toContain(
    `::warning file=${dir}/01-hello.md,line=3::is as`,
  )
  await write((await read()).replace(/(?<=\n---\n)[\s\S]*/, `\n${written}\n`))
  expect(await masthead('check')).toMatchObject({
    code: 1,
    out: `${dir}/01-hello.md:3 "What this magazine is for, and who writes it: the first arti…" is what masthead new wrote: write your own words, or take it out`,
  })
  await write(own)
  expect(await masthead('check')).toMatchObject({ code: 0, errors: '' })
})

test('check warns of pictures in a text that are called as any picture, where they stand, and not in code', async () => {
  const { masthead, dir, write } = await aDesk()
  const address = 'https://www.example.org'
  await write(
    `${own}\n![image](${address}/a.png)\n\n\`\`\`md\n![image](${address}/b.png)\n\`\`\`\n\n![Nine boats](${address}/c.png)\n`,
  )
  expect(await masthead('check')).toMatchObject({
    code: 0,
    out: expect.stringContaining(
      `${dir}/01-hello.md:8 the text of a picture is “image”, which says nothing of the picture: say what it shows`,
    ),
    errors: '1 warning',
  })
})

test('words of masthead new are not published to readers; a service on this machine shows them', async () => {
  const far = { MASTHEAD_API: 'https://api.tidelines.example.org', MASTHEAD_TOKEN: 'x' }
  const { masthead, dir, read, write } = await aDesk(far)
  expect(await masthead('publish', dir)).toMatchObject({
    code: 1,
    out: expect.stringContaining('01-hello.md:3 is as masthead new wrote it'),
  })
  expect(await masthead('publish')).toMatchObject({
    code: 0,
    out: 'tidelines-1 waits: it is as masthead new wrote it',
  })
  await write(`${await read()}\n${written}\n`)
  expect(await masthead('publish', dir)).toMatchObject({
    code: 1,
    errors: '8 problems: the issue cannot be published',
  })

  const service = await aService()
  const near = await aDesk(service.env)
  service.hooks.onManifest = (manifest) => {
    const attempt = { id: 'tidelines-1', manifest, at: '1', outcome: 'published' as const, problems: [] }
    service.stores.attempts.set('tidelines-1', attempt)
  }
  expect(await near.masthead('publish', near.dir)).toMatchObject({
    code: 0,
    out: expect.stringContaining('01-hello.md:3 is as masthead new wrote it'),
    errors: '1 warning',
  })
})

test('a note to oneself is told where it stands, and not where it is text or code', () => {
  const file = (path: string, text: string) => ({ path, bytes: bytes(text) })
  const files = [
    file(
      'issue.yaml',
      '# TODO: a cover\ntitle: "A # TODO: list" # TODO the title\nsections: [] # todo-list\n',
    ),
    file(
      '01-a.md',
      '---\n# TODO: a kicker\ntitle: TODO lists\n---\n\n# TODO: no comment\n\n<!-- TODO: ask Ann -->\n\n```html\n<!-- TODO: code -->\n```\n\n<!-- TODO: more -->\n',
    ),
    file('notes/b.md', '<!-- TODO: elsewhere -->'),
  ]
  expect(todosIn(files).map(({ file, line, reason }) => `${file}:${line} ${reason}`)).toEqual([
    'issue.yaml:1 TODO: a cover',
    'issue.yaml:2 TODO the title',
    '01-a.md:2 TODO: a kicker',
    '01-a.md:8 TODO: ask Ann',
    '01-a.md:14 TODO: more',
  ])
})
