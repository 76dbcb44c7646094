import { mkdirSync } from 'node:fs'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { aLogin, anApp, email, type Login, password } from '../../packages/local-cloud/tests/a-login.ts'
import { htmlFaultsOf } from '../page-html-faults.ts'
import { seriousFaults } from './accessibility.ts'
import { isTooWide, openChromium } from './chromium.ts'

const { browser, reason } = await openChromium()
let login: Login
beforeAll(async () => {
  login = await aLogin()
})
afterAll(async () => {
  await login.end()
  await browser?.close()
})

const looks: [string, BrowserContextOptions][] = [
  ['a light desktop', { viewport: { width: 1280, height: 800 }, colorScheme: 'light' }],
  ['a dark phone', { viewport: { width: 320, height: 640 }, colorScheme: 'dark' }],
]

const open = async (options: BrowserContextOptions): Promise<Page> => {
  const context = await browser!.newContext(options)
  onTestFinished(() => context.close())
  return context.newPage()
}

/** Finds what is wrong with the page as it stands, by its markup, its accessibility and its width. */
const inspector = (page: Page) => {
  let markup = Promise.resolve('')
  page.on('response', (response) => {
    if (response.request().isNavigationRequest() && response.status() !== 302) markup = response.text()
  })
  return async (): Promise<string[]> => {
    mkdirSync('out/browser', { recursive: true })
    const name = `login-${(await page.title()).replace(/\W+/g, '-')}-${page.viewportSize()!.width}`
    await page.screenshot({ path: `out/browser/${name}.png` })
    return [
      ...(await htmlFaultsOf(await markup)),
      ...(await seriousFaults(page)),
      ...((await isTooWide(page)) ? ['it is wider than its window'] : []),
    ]
  }
}

describe.skipIf(reason)(`the pages of a user pool's domain in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(looks)('can be read by everybody on %s', async (_, options) => {
    await login.admin('SetUserPassword', { Password: 'For the first 1!', Permanent: false })
    const { authorizeUrl } = await anApp(login)
    const page = await open(options)
    const faults = inspector(page)
    await page.goto(String(authorizeUrl()))
    expect(await page.title()).toBe('Sign in')
    expect(await faults()).toEqual([])
    const submit = async (wanted: string) => {
      await page.getByLabel('Email address').fill(email)
      await page.getByLabel('Password').fill(wanted)
      await page.getByRole('button').click()
    }
    await submit('wrong')
    await page.getByRole('alert').waitFor()
    expect(await faults()).toEqual([])
    await submit('For the first 1!')
    await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
    expect(await faults()).toEqual([])
    await page.goto(`${login.url}/error?error=redirect_mismatch`)
    expect(await faults()).toEqual([])
  })

  test('sign a user in by the keyboard, without script, and lead back to the app', async () => {
    await login.admin('SetUserPassword', { Password: password, Permanent: true })
    const { authorizeUrl, exchange } = await anApp(login)
    const page = await open({ javaScriptEnabled: false })
    const backAt = page.waitForRequest('https://app.example/**')
    await page.goto(String(authorizeUrl()))
    await page.locator('#username:focus').waitFor()
    await page.keyboard.type(email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(password)
    await page.keyboard.press('Enter')
    const url = (await backAt).url()
    expect((await exchange(new URL(url))).claims()?.email).toBe(email)
  })
})
