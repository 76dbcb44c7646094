import { describe, expect, test } from 'vitest'
import { makeManual } from '../../../../cli/manual/manual.ts'
import { allPages } from '../../../../cli/manual/pages.ts'
import { readManual } from '../../../../cli/manual/read-manual.ts'
import { schemas } from '../../../../cli/manual/reference/parts.ts'
import { type Key, keysOf } from '../../../../cli/manual/reference/schema-keys.ts'
import { readStack } from '../../../../cli/manual/reference/stack.ts'
import { asIfInSeveral } from '../../../../functions/publication/plain-texts.ts'
import { reasonsOfCodes } from '../../../../functions/sending/ledger/outcomes.ts'
import { Hold } from '../../../../functions/sending/ledger/send.ts'
import { exclusions } from '../../../../functions/sending/schedule/in-audience.ts'
import { html } from '../../../../functions/web/html.ts'
import { blocksOf } from '../../../manual-blocks.ts'

const manual = new Map((await readManual()).map(({ path, text }) => [path, text]))
const page = (name: string) => manual.get(`${name}.html`)!

test('every page is made, and every link and generated part of it leads somewhere', () => {
  expect([...manual.keys()]).toEqual(expect.arrayContaining(allPages.map(({ name }) => `${name}.html`)))
})

test.each(Object.entries(schemas))(
  'every key of %s is described, with an example that may be written so',
  (_, schema) => {
    const all = (keys: Key[]): Key[] => keys.flatMap((key) => [key, ...all(key.keys)])
    const keys = all(keysOf(schema))
    expect(keys.length).toBeGreaterThan(0)
    for (const { path, description, example, schema } of keys) {
      expect(description, path).not.toBe('')
      expect(example === undefined, path).toBe(path === 'after')
      if (path === 'after') continue // the service makes it up
      const read = (schema as never as typeof import('zod').ZodType.prototype).safeParse(
        asIfInSeveral(schema, example, 'en'),
      )
      // A filter is read against a publication, and none of these is one's.
      if (!path.startsWith('filter')) expect(read, path).toMatchObject({ success: true })
    }
  },
)

test('every key, command, call and alarm has an address of its own', () => {
  const ids = (name: string) => [...page(name).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  for (const name of ['publication', 'issue', 'commands', 'api', 'alarms'])
    expect(new Set(ids(name)).size, name).toBe(ids(name).length)
  expect(ids('publication')).toContain('publication-sender-address')
  expect(ids('issue')).toEqual(
    expect.arrayContaining(['issue-sections-articles', 'front-matter-errata-date']),
  )
  expect(ids('commands')).toEqual(expect.arrayContaining(['masthead-send', 'masthead-new-issue']))
})

test('no alarm of the template, and nothing that the stack prints, is left out', () => {
  const { alarms, outputs, calls } = readStack('content/publication.yaml')
  expect(alarms.length).toBeGreaterThan(20)
  for (const { id } of alarms) expect(page('alarms')).toContain(`id="alarm-${id.toLowerCase()}"`)
  for (const { name } of outputs) expect(page('deploy')).toContain(`<code>${name}</code>`)
  for (const call of calls) expect(page('api')).toContain(`<code>${call}</code>`)
})

test('every log that the manual names is one of the stack’s', () => {
  const { logs } = readStack('content/publication.yaml')
  const named = [...manual.values()].flatMap((text) =>
    [...text.matchAll(/<code>([A-Z]\w+Log)<\/code>/g)].map(([, id]) => id),
  )
  expect(named.length).toBeGreaterThan(5)
  expect(logs).toEqual(expect.arrayContaining(named))
})

test('every hold, and every reason to be left out or to fail, is explained', () => {
  for (const word of [...Hold.options, ...exclusions, ...reasonsOfCodes])
    expect(page('operate'), word).toContain(`<code>${word}</code>`)
})

/** Where else a command is run, or why none of the tests can. */
const labels = ['run', 'stays', 'aws', 'elsewhere']

test('what can be typed says whether a test runs it', () => {
  const unlabelled = allPages
    .flatMap(({ source }) => (source.startsWith('docs/manual/') ? blocksOf(source) : []))
    .filter(({ language, meta }) => language === 'sh' && !labels.includes(meta[0] ?? ''))
  expect(unlabelled.map(({ page, line }) => `${page}:${line}`)).toEqual([])
})

describe('what is wrong with the manual', () => {
  const made = (text: string) => () =>
    makeManual({
      version: '1',
      read: (source) => (source === 'docs/manual/index.md' ? text : '# A title\n\nA line.\n\n## A heading\n'),
      generated: new Map([['keys', () => html`<h3 id="a-key">A key</h3>`]]),
    })

  test('a link to no page, or to no heading of one, is told with its page', () => {
    const text =
      '# T\n\nL.\n\n[a](nowhere.md) [b](send.md#none) [c](send.md#a-heading) [d](#a-key)\n\n{{keys}}\n'
    expect(made(text)).toThrow(
      /^docs\/manual\/index.md: the link nowhere.md leads nowhere\ndocs\/manual\/index.md: the link send.html#none leads nowhere$/,
    )
  })

  test('so are generated parts that no page has, and those that are none', () => {
    expect(made('# T\n\nL.\n')).toThrow('no page has {{keys}}')
    expect(made('# T\n\nL.\n\n{{keys}}\n\n{{kies}}\n')).toThrow(
      'docs/manual/index.md: there is no part {{kies}}',
    )
  })
})
