import { mkdirSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { anInbox } from '../../../packages/local-cloud/tests/an-inbox.ts'
import { contrastFaults, seriousFaults } from '../accessibility.ts'
import { allLoaded, isTooWide, lendFonts, openChromium } from '../chromium.ts'
import { sampleMails } from './sample-mails.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

const written = 'out/browser'
mkdirSync(written, { recursive: true })

type Inbox = Awaited<ReturnType<typeof anInbox>>

/** Opens a page of an inbox, and waits until it hears keys. */
const visit = async (inbox: Inbox, path = '/', options: BrowserContextOptions = {}): Promise<Page> => {
  const context = await browser!.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  onTestFinished(() => context.close())
  // Fonts are no part of the inbox: its policy lets none in.
  if (options.bypassCSP) await lendFonts(context, inbox.url(), '/assets/parts.css')
  const page = await context.newPage()
  await page.goto(inbox.url() + path)
  if (options.javaScriptEnabled !== false) await page.locator('html[data-ready]').waitFor()
  return page
}

const lines = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    subject: `Mail ${at + 1}`,
    text: `Text ${at + 1}`,
    html: `<p>HTML ${at + 1}`,
    to: [`reader-${at + 1}@readers.example`],
    at: 1_000_000 + at,
  }))

const heading = (page: Page, text: string) => page.locator('#mail h1', { hasText: text }).waitFor()
const part = (page: Page, name: string) =>
  page.locator('nav[aria-label="Part"] [aria-current]', { hasText: name }).waitFor()
const counts = (page: Page, text: string) => page.locator('.count', { hasText: text }).waitFor()
const cursor = (page: Page, subject: string) =>
  page.locator('.rows a:focus', { has: page.getByText(subject, { exact: true }) }).waitFor()

describe.skipIf(reason)(`the inbox in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each([
    { width: 375, colorScheme: 'dark' },
    { width: 1280, colorScheme: 'light' },
  ] as const)('is readable at $width px in the $colorScheme', async ({ width, colorScheme }) => {
    const inbox = await anInbox(sampleMails(Date.now()))
    const options = { viewport: { width, height: 800 }, colorScheme, bypassCSP: true }
    const page = await visit(inbox, '/', options)
    const last = inbox.ids.at(-1)
    for (const [name, path] of Object.entries({
      list: '/',
      html: `/message/${last}?width=both&scheme=both`,
      text: `/message/${inbox.ids.at(-3)}?part=text`,
      headers: `/message/${inbox.ids.at(-7)}?part=headers`,
      links: `/message/${last}?part=links`,
      checks: `/message/${last}?part=checks`,
    })) {
      await page.goto(inbox.url() + path)
      await page.locator('html[data-ready]').waitFor()
      await allLoaded(page)
      await page.screenshot({ path: `${written}/inbox-${name}-${width}-${colorScheme}.png` })
      expect(await isTooWide(page), name).toBe(false)
      expect(await seriousFaults(page), name).toEqual([])
      await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' })
      expect(await contrastFaults(page), name).toEqual([])
      await page.emulateMedia({ colorScheme })
    }
  })

  test('goes by keyboard: to a mail, through its parts, to the next, and back', async () => {
    const page = await visit(await anInbox(lines(3)))
    const press = (key: string) => page.keyboard.press(key)
    await press('j')
    await cursor(page, 'Mail 3')
    await press('j')
    await cursor(page, 'Mail 2')
    await press('k')
    await cursor(page, 'Mail 3')
    await press('Enter')
    await heading(page, 'Mail 3')
    for (const [key, name] of [
      ['2', 'Text'],
      ['3', 'Headers'],
      ['4', 'Source'],
      ['5', 'Links'],
      ['6', 'Checks'],
      ['1', 'HTML'],
    ] as const) {
      await press(key)
      await part(page, name)
    }
    await press('d')
    await page.frameLocator('iframe[name="fit-dark"]').getByText('HTML 3').waitFor()
    await press('w')
    await page.frameLocator('iframe[name="phone-dark"]').getByText('HTML 3').waitFor()
    await press('2')
    await part(page, 'Text')
    await press('j')
    await heading(page, 'Mail 2')
    await part(page, 'Text')
    expect(page.url()).toContain('part=text')
    await page.reload()
    await page.locator('html[data-ready]').waitFor()
    await heading(page, 'Mail 2')
    expect(await page.locator('.panel pre').textContent()).toContain('Text 2')
    await press('Escape')
    await page.locator('body:not(.has-mail)').waitFor()
    await cursor(page, 'Mail 2')
    await page.goBack()
    await heading(page, 'Mail 2')
  })

  test('searches, selects, marks and deletes by keyboard, and types what is typed', async () => {
    const inbox = await anInbox(lines(4))
    const page = await visit(inbox)
    const press = (key: string) => page.keyboard.press(key)
    await press('/')
    await page.locator('#q:focus').waitFor()
    await page.keyboard.type('x j ? 1')
    expect(await page.inputValue('#q')).toBe('x j ? 1')
    await page.fill('#q', '"text 2"')
    await press('Enter')
    await counts(page, '1–1 of 1')
    expect(page.url()).toContain('?q=')
    await press('Escape')
    await page.locator('#q:not(:focus)').waitFor()
    await press('j')
    await cursor(page, 'Mail 2')
    await press('x')
    await page.getByRole('button', { name: 'Delete', exact: true }).waitFor()
    await press('#')
    await page.getByText('No mail is found').waitFor()
    await page.getByRole('link', { name: 'Show all' }).click()
    await counts(page, '1–3 of 3')
    await press('j')
    await cursor(page, 'Mail 4')
    await press('Enter')
    await heading(page, 'Mail 4')
    await counts(page, '2 unread')
    await press('u')
    await counts(page, '3 unread')
    await cursor(page, 'Mail 4')
    await press('#')
    await counts(page, '1–2 of 2')
    await cursor(page, 'Mail 3')
    await press('?')
    await page.getByRole('dialog').waitFor()
    await press('j')
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await cursor(page, 'Mail 3')
  })

  test('Tab goes through all of it, into the mail’s frame and out again', async () => {
    const inbox = await anInbox(lines(1))
    const page = await visit(inbox, `/message/${inbox.ids[0]}`)
    await page.frameLocator('iframe').getByText('HTML 1').waitFor()
    const seen: string[] = []
    const name = `(({ ariaLabel, textContent, tagName }) => tagName === 'BODY' ? 'the end' : ariaLabel || textContent.trim() || tagName)(document.activeElement)`
    for (let presses = 0; presses < 60 && seen.at(-1) !== 'the end'; presses++) {
      await page.keyboard.press('Tab')
      seen.push((await page.evaluate(name)) as string)
    }
    const due = [
      'Inbox',
      'Keys',
      'Select all on this page',
      'Mark unread',
      'Delete',
      'HTML',
      'Checks',
      'Open alone: As wide as fits, light',
      'As wide as fits, light',
      'IFRAME',
      'the end',
    ]
    expect(seen.filter((name) => due.includes(name))).toEqual(due)
  })

  test('new mail comes into the list by itself; what is selected, focused and scrolled to stays', async () => {
    const inbox = await anInbox(lines(49))
    const page = await visit(inbox, `/message/${inbox.ids[40]}`)
    await heading(page, 'Mail 41')
    await page.frameLocator('iframe').getByText('HTML 41').waitFor()
    const row = page.locator(`[data-id="${inbox.ids[20]}"]`)
    await row.getByRole('checkbox').check()
    await row.getByRole('link').focus()
    await page.evaluate("document.querySelector('iframe').name = 'as it was'")
    const top = async () => (await row.boundingBox())!.y
    const before = await top()
    const id = inbox.mail({ subject: 'The newest', text: 'Hello' })
    await page.locator(`.rows > :first-child[data-id="${id}"]`).waitFor({ state: 'attached' })
    expect(await row.getByRole('checkbox').isChecked()).toBe(true)
    expect(await row.locator('a:focus').count()).toBe(1)
    await expect.poll(top).toBeCloseTo(before, 0)
    expect(await page.locator('iframe').getAttribute('name')).toBe('as it was')
    expect(await page.title()).toBe('Mail 41')
  })

  test('with a thousand mails a second the list is up to date in the end', async () => {
    const inbox = await anInbox()
    const page = await visit(inbox)
    for (let at = 0; at < 1_000; at++) inbox.mail({ subject: `Mail ${at}`, text: 'x', at: 1_000_000 + at })
    await counts(page, '1–50 of 1,000')
    await page.getByRole('link', { name: 'Older mails' }).click()
    await counts(page, '51–100 of 1,000')
    await page.getByText('Mail 949').waitFor()
  })

  test('on a phone a mail takes the list’s place, and leads back to where it was', async () => {
    const page = await visit(await anInbox(lines(30)), '/', { viewport: { width: 375, height: 700 } })
    const row = page.locator('.rows').getByText('Mail 5', { exact: true })
    await row.scrollIntoViewIfNeeded()
    const before = (await page.evaluate('scrollY')) as number
    expect(before).toBeGreaterThan(0)
    await row.click()
    await heading(page, 'Mail 5')
    expect(await page.locator('#list').isVisible()).toBe(false)
    await page.getByRole('link', { name: '‹ Inbox' }).click()
    await row.waitFor()
    await expect.poll(() => page.evaluate('scrollY')).toBe(before)
  })

  test('without script the list and every part of a mail are there, and forms do what they say', async () => {
    const inbox = await anInbox(lines(2))
    const page = await visit(inbox, '/', { javaScriptEnabled: false })
    await page.getByText('Mail 2', { exact: true }).click()
    await heading(page, 'Mail 2')
    await page.getByRole('link', { name: 'Text', exact: true }).click()
    await page.getByText('Text 2', { exact: true }).last().waitFor()
    await page.getByRole('button', { name: 'Mark read' }).click()
    await counts(page, '1 unread')
    await page.getByRole('checkbox', { name: 'Select: Mail 1' }).check()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await counts(page, '1–1 of 1')
    await page.fill('#q', 'nowhere')
    await page.keyboard.press('Enter')
    await page.getByText('No mail is found').waitFor()
  })
})
