import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { anInbox } from '../../../packages/local-cloud/tests/an-inbox.ts'
import { openChromium } from '../chromium.ts'

const { browser, reason } = await openChromium()
afterAll(() => browser?.close())

/** A server of somebody else, on another port of this machine, that remembers what it was asked. */
const aStranger = async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url!)
    response.setHeader('content-type', 'text/html')
    response.end(
      `<title>stranger</title><script>document.title = 'opener ' + (window.opener !== null)</script>`,
    )
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const attacks = (stranger: string, id: string): Record<string, string> => ({
  script: `<script>parent.document.title = 'owned'; fetch('${stranger}/script')</script>
    <img src="x" onerror="parent.document.title = 'owned'"><svg onload="fetch('${stranger}/svg')"></svg>`,
  refresh: `<meta http-equiv="refresh" content="0; url=${stranger}/refresh">`,
  form: `<form action="/mark" method="post" target="_top"><input name="mark" value="deleted"><input name="id" value="${id}"><button id="go">Go</button></form>`,
  'form elsewhere': `<form action="${stranger}/form" method="post"><button id="go">Go</button></form>`,
  top: `<a id="go" href="${stranger}/top" target="_top" style="position: fixed; inset: 0">Go</a>`,
  parent: `<a id="go" href="${stranger}/parent" target="_parent" style="position: fixed; inset: 0">Go</a>`,
  base: `<base href="${stranger}/base/" target="_top"><img src="pixel.png"><link rel="stylesheet" href="style.css">`,
  overlay: `<style>html, body { position: fixed !important; inset: -9999px !important; z-index: 2147483647 !important; background: red !important }
    * { background: url(${stranger}/css) } @import url(${stranger}/import);</style><div style="position: fixed; width: 9999px; height: 9999px; top: -5000px; left: -5000px; background: red">owned</div>`,
  'frames and pictures': `<iframe src="${stranger}/frame"></iframe><object data="${stranger}/object"></object><embed src="${stranger}/embed">
    <img src="${stranger}/picture"><video src="${stranger}/video" autoplay></video><link rel="prefetch" href="${stranger}/prefetch"><link rel="icon" href="${stranger}/icon">`,
})
const names = Object.keys(attacks('', ''))

describe.skipIf(reason)(`a hostile mail in the inbox in Chromium${reason ? `: ${reason}` : ''}`, () => {
  test.each(names)('reaches neither the inbox nor this machine by %s', async (name) => {
    const stranger = await aStranger()
    const inbox = await anInbox([{ subject: 'Kept', text: 'x' }])
    const html = `<html><head></head><body>${attacks(stranger.origin, inbox.ids[0]!)[name]}<p>The end of it</p></body></html>`
    const id = inbox.mail({ subject: 'Hostile', html, text: 'x' })
    const context = await browser!.newContext({ viewport: { width: 1280, height: 800 } })
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(`${inbox.url()}/message/${id}`)
    await page.locator('html[data-ready]').waitFor()
    const frame = page.frameLocator('iframe')
    await frame.getByText('The end of it').waitFor({ state: 'attached' })
    const go = frame.locator('#go')
    if ((await go.count()) > 0) await go.click()
    // Whatever the mail set off has had its turn once the page has gone to another mail and back.
    await page.getByText('Kept', { exact: true }).click()
    await page.locator('#mail h1', { hasText: 'Kept' }).waitFor()
    await page.getByText('Hostile', { exact: true }).first().click()
    await frame.getByText('The end of it').waitFor({ state: 'attached' })
    expect(page.url()).toMatch(new RegExp(`^${inbox.url()}/message/${id}`))
    expect(await page.title()).toBe('Hostile')
    expect(await page.locator('.rows > li').count()).toBe(2)
    expect(stranger.asked.filter((path) => path !== '/favicon.ico')).toEqual([])
    // Its layers end at its frame.
    const box = (await page.locator('iframe').boundingBox())!
    const above = `document.elementFromPoint(${box.x + 20}, ${box.y - 10}).closest('iframe')`
    expect(await page.evaluate(above)).toBeNull()
  })

  test('opens a link in a new tab that has no handle on the inbox', async () => {
    const stranger = await aStranger()
    const html = `<a id="go" rel="opener" target="_blank" href="${stranger.origin}/page">Go</a>`
    const inbox = await anInbox([{ subject: 'A link', html }])
    const context = await browser!.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(`${inbox.url()}/message/${inbox.ids[0]}`)
    await page.locator('html[data-ready]').waitFor()
    const opened = context.waitForEvent('page')
    await page.frameLocator('iframe').locator('#go').click()
    const tab = await opened
    await expect.poll(() => tab.title()).toBe('opener false')
  })
})
