import { mkdirSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inSteps } from '../../journeys/in-steps.ts'
import { type Service, startService } from '../../journeys/service.ts'
import { inviteAdmin } from '../../journeys/sign-in-to-console.ts'
import { aSmallIssue } from '../../journeys/small-issue.ts'
import { aFolder, aMachine } from '../../unit/cli/terminal-io.ts'
import { openChromium } from '../chromium.ts'
import { faultsOnTour, moveTo } from '../reader/keyboard.ts'
import { atConsole } from './at-console.ts'

const { browser, reason } = await openChromium()
const pictures = 'out/console'
const ada = 'ada@example.org'
const password = 'My own, and long 2!'
/** Half of them left before. */
const rows = 10_000
const readers = rows / 2

let service: Service
beforeAll(async () => {
  if (!browser) return
  mkdirSync(pictures, { recursive: true })
  service = await startService({
    coldStartMs: 0,
    sendQuota: () => ({ max24HourSend: 50_000, maxSendRate: 500 }),
  })
  await inviteAdmin(service.cloud, ada, 'owner', password, { isFirst: false })
  await service.publish('c-1', aSmallIssue(1))
})
afterAll(async () => {
  await service?.end()
  await browser?.close()
})

const visit = (stay: (page: Page) => Promise<void>) =>
  atConsole({ browser: browser!, site: service.site }, { ...(session && { storageState: session }) }, stay)
let session: Awaited<ReturnType<ReturnType<Page['context']>['storageState']>> | undefined

/** As `masthead readers import` does it, said to be done when it is. */
const importList = async () => {
  const cwd = await aFolder()
  const lines = Array.from(
    { length: rows },
    (_, row) =>
      `reader-${row}@example.org,${row % 2 === 0 ? 'active' : 'unsubscribed'},${row % 3 ? 'en' : 'zh-CN'}`,
  )
  await writeFile(join(cwd, 'in.csv'), ['address,status,language', ...lines, ''].join('\n'))
  const env = { MASTHEAD_API: service.api, MASTHEAD_TOKEN: service.token }
  const { masthead } = aMachine({ cwd, env })
  return masthead(
    ...['readers', 'import', 'in.csv', '--consent', 'They signed up elsewhere', '--yes'],
    ...['--publication', resolve('content/publication.yaml')],
  )
}

const figureOf = async (page: Page): Promise<number> =>
  Number(
    (await page.textContent('.figure'))
      ?.trim()
      .split(/[^\d,]/)[0]
      ?.replaceAll(',', ''),
  )

describe.skipIf(reason)(`thousands at the console in Chromium${reason ? `: ${reason}` : ''}`, () => {
  inSteps()

  test('who has no pointer signs in, and is where they wanted to go', () =>
    visit(async (page) => {
      await page.goto(`${service.site}/admin/readers/imports`)
      await moveTo(page, '[name=username]')
      await page.keyboard.type(ada)
      await moveTo(page, '[name=password]')
      await page.keyboard.type(password)
      await page.keyboard.press('Enter')
      await page.waitForURL(`${service.site}/admin/readers/imports`)
      session = await page.context().storageState()
    }))

  test('ten thousand rows are watched as they come in, and one of them has a life', () =>
    visit(async (page) => {
      const importing = importList()
      await service.until('the import to begin', async () => {
        await page.goto(`${service.site}/admin/readers/imports`)
        return (await page.locator('table a').count()) > 0
      })
      await page.click('table a')
      // By itself: nobody reloads the page.
      await page.waitForSelector('.state.finished')
      expect(await figureOf(page)).toBe(rows)
      await page.screenshot({ path: `${pictures}/import-of-thousands.png`, fullPage: true })
      expect((await importing).code).toBe(0)
      await page.goto(`${service.site}/admin/readers`)
      await page.fill('input[type=search], [name=address]', 'reader-42@example.org')
      await page.keyboard.press('Enter')
      await page.waitForSelector('text=They signed up elsewhere')
      await page.screenshot({ path: `${pictures}/life-of-one-imported.png`, fullPage: true })
    }))

  test('five thousand are mailed, paused and gone on with by the keyboard alone', () =>
    visit(async (page) => {
      const { keyboard } = page
      const tours = async (wanted: RegExp) => {
        await page.waitForLoadState()
        expect(await page.textContent('h1')).toMatch(wanted)
        expect(await faultsOnTour(page), String(wanted)).toEqual([])
      }
      await page.goto(`${service.site}/admin`)
      await tours(/./)
      await keyboard.press('Control+k')
      await keyboard.type('c-1')
      await page.waitForSelector('dialog a[href$="/issues/c-1"]')
      await keyboard.press('Enter')
      await page.waitForURL('**/issues/c-1')
      await tours(/./)
      await moveTo(page, 'a[href$="/issues/c-1/send"]')
      await keyboard.press('Enter')
      await page.waitForURL('**/issues/c-1/send')
      await tours(/./)
      await moveTo(page, 'main .button')
      await keyboard.press('Enter')
      await page.waitForSelector('#typed')
      await tours(/./)
      expect(await figureOf(page)).toBe(readers)
      // A list that has just moved in would be warmed up, over days.
      await moveTo(page, '[name=allAtOnce]')
      await keyboard.press('Space')
      await moveTo(page, '#typed')
      await keyboard.type(String(readers))
      await keyboard.press('Enter')
      await page.waitForURL('**/sends/c-1--digest*')
      await page.waitForSelector('.state.delivering')
      await moveTo(page, 'form:has([value=pause]) .button')
      await keyboard.press('Enter')
      await page.waitForSelector('.state.held')
      await tours(/Month 1/)
      const account = async () => (await service.admin('GET', '/api/sends/c-1--digest')).value.audience
      const { accepted: held } = await account()
      expect(held).toBeLessThan(readers)
      await moveTo(page, 'form:has([value=resume]) .button')
      await keyboard.press('Enter')
      await page.waitForSelector('.state.finished')
      expect(await figureOf(page)).toBe(readers)
      // On a busy machine a call to SES may end by its timeout, and what came of it is not known.
      const { accepted, uncertain, failed } = await account()
      expect([accepted + uncertain, failed]).toEqual([readers, {}])
      await page.screenshot({ path: `${pictures}/send-to-thousands.png`, fullPage: true })
      service.check()
    }))
})
