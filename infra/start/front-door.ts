import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import type { Cloud } from '#local-cloud'
import type { SampleReader } from './readers.ts'

export type FrontDoor = {
  site: string
  messages: Cloud['messages']
}

/** Brings a reader in as a person comes in: by the form, by the link in the mail, by the page's button. */
export const bringIn = async (door: FrontDoor, reader: SampleReader): Promise<void> => {
  await signUp(door, reader)
  if (reader.then === 'does-nothing') return
  const welcome = await pressButton(await confirmationLink(door, reader), '/confirm')
  if (reader.then === 'confirms') return
  const preferences = /href="([^"]+\/preferences\?[^"]+)"/.exec(welcome)?.[1]
  if (!preferences) throw new Error('The page after confirming has no link to preferences')
  await pressButton(preferences.replaceAll('&amp;', '&'), '/unsubscribe')
}

const signUp = async ({ site }: FrontDoor, { email, language, topics }: SampleReader) => {
  const opened = await (await fetch(`${site}/subscribe`)).text()
  const token = /name="token" value="([^"]*)"/.exec(opened)?.[1]
  if (!token) throw new Error('The sign-up form has no token')
  const form = new URLSearchParams({ email, language, token })
  for (const topic of topics) form.append('topics', topic)
  const answer = await fetch(`${site}/subscribe`, {
    method: 'POST',
    body: form,
    headers: { 'accept-language': language },
  })
  if (answer.status !== 202)
    throw new Error(`Signing up was answered with ${answer.status}: ${await answer.text()}`)
}

/** Waits for the mail that asks the reader to confirm. */
const confirmationLink = async ({ site, messages }: FrontDoor, { email }: SampleReader): Promise<string> => {
  for (let tries = 0; tries < 200; tries += 1) {
    for (const { raw } of await messages(({ destinations }) => destinations.includes(email))) {
      const { text = '' } = await simpleParser(raw)
      const link = text.split(/\s+/).find((word) => word.startsWith(`${site}/confirm?`))
      if (link) return link
    }
    await sleep(50)
  }
  throw new Error('No mail with a link to confirm came within 10 s')
}

/** Opens a page and sends its form for `action` as it stands. @returns the page that answers */
const pressButton = async (url: string, action: string): Promise<string> => {
  const opened = await fetch(url)
  const form = (await opened.text())
    .match(/<form[\s\S]*?<\/form>/g)
    ?.find((one) => one.includes(`action="${action}`))
  if (!opened.ok || !form)
    throw new Error(`The page ${new URL(url).pathname} has no form for ${action} (${opened.status})`)
  const fields = new URLSearchParams()
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    fields.append(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  const answer = await fetch(new URL(action, url), { method: 'POST', body: fields })
  if (!answer.ok) throw new Error(`The button of ${new URL(url).pathname} was answered with ${answer.status}`)
  return answer.text()
}
