import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { playwright } from '../../cli/browser/open-browser.ts'
import { anIssueFolder } from '../unit/cli/issue-folder.ts'
import { aFolder, aMachine } from '../unit/cli/terminal-io.ts'
import { chromiumPath, openChromium } from './chromium.ts'

const { browser, reason } = await openChromium()
await browser?.close()

const picturesIn = async (folder: string) =>
  Object.fromEntries(
    await Promise.all(
      (await readdir(folder)).map(async (name) => {
        const { width, height, data } = PNG.sync.read(await readFile(join(folder, name)))
        return [name, { width, height, corner: data[(20 * width + 5) * 4]! }] as const
      }),
    ),
  )

describe.skipIf(reason)(`pictures of a preview${reason ? `: ${reason}` : ''}`, () => {
  test('digest and issue page are taken for phone and desktop, light and dark, in each language', async () => {
    const cwd = await aFolder()
    const dir = await anIssueFolder(cwd)
    const { masthead } = aMachine({ cwd, env: { CHROMIUM_PATH: await chromiumPath() } })
    const { code, out, errors } = await masthead('preview', dir, '--pictures', 'seen')
    expect([code, errors, out]).toEqual([0, '', `16 pictures of ${dir} in seen/matrix-1`])
    const pictures = await picturesIn(join(cwd, 'seen/matrix-1'))
    expect(Object.keys(pictures)).toHaveLength(16)
    for (const [name, { width, height, corner }] of Object.entries(pictures)) {
      expect(width, name).toBe(name.includes('phone') ? 375 : name.includes('digest') ? 680 : 1280)
      expect(height, name).toBeGreaterThan(500)
      if (name.includes('light')) expect(corner, name).toBeGreaterThan(200)
      else expect(corner, name).toBeLessThan(60)
    }
  })
})

test('without a browser no picture is taken, and it is said how to name one', async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd)
  const { masthead } = aMachine({ cwd, env: { CHROMIUM_PATH: join(cwd, 'nothing') } })
  const { code, errors } = await masthead('preview', dir, '--pictures', 'seen')
  expect([code, errors]).toEqual([1, expect.stringContaining('CHROMIUM_PATH must name a Chrome')])
  expect(await readdir(cwd)).not.toContain('seen')
})

test('an issue with problems is told, not shown', async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd, { '01-news.md': '---\ntitle: x\n---\n' })
  const { masthead } = aMachine({ cwd })
  const { code, out } = await masthead('preview', dir, '--pictures', 'seen')
  expect([code, out]).toEqual([1, expect.stringContaining('01-news.md')])
})

test('what an installed Masthead fetches is what is tested here', async () => {
  const { devDependencies } = JSON.parse(await readFile('package.json', 'utf8'))
  expect(devDependencies[playwright.name]).toBe(playwright.version)
})
