import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { docs } from '../../../cli/commands/docs.ts'
import type { TerminalIo } from '../../../cli/terminal/terminal-io.ts'
import { aFolder, aMachine } from './terminal-io.ts'

/** A manual of two pages, and whoever reads it. */
const aReader = async (isWatched: boolean) => {
  const folder = await aFolder()
  for (const name of ['index.html', 'send.html', 'manual.css']) await writeFile(join(folder, name), name)
  const lines: string[] = []
  const answers: unknown[] = []
  const { world, opened } = aMachine({ cwd: folder, isWatched })
  const io: TerminalIo = {
    ...world,
    print: (line) => void lines.push(line),
    answer: (value) => void answers.push(value),
    answerPart: () => {},
  }
  return { folder, io, lines, answers, opened }
}

test('whoever looks gets the page in their browser, and is told where it is', async () => {
  const { folder, io, lines, opened } = await aReader(true)
  expect(await docs(io, 'send', {}, folder)).toBe(0)
  expect(lines).toEqual([join(folder, 'send.html')])
  expect(opened).toEqual([`file://${join(folder, 'send.html')}`])
})

test.each([
  [true, { json: true }],
  [false, {}],
])('a program is told where the page is, and no browser is opened', async (isWatched, options) => {
  const { folder, io, answers, opened } = await aReader(isWatched)
  expect(await docs(io, 'index', options, folder)).toBe(0)
  expect(answers).toEqual([{ file: join(folder, 'index.html') }])
  expect(opened).toEqual([])
})

test.each(['sent', '../send', 'manual.css'])(
  'a page that there is not is told, with those that there are: %s',
  async (page) => {
    const { folder, io } = await aReader(true)
    await expect(docs(io, page, {}, folder)).rejects.toThrow(
      `The manual has no page ${page}: it has index, send`,
    )
  },
)
