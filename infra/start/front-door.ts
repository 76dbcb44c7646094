import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import type { StoredMessage } from '../local/types.ts'
import type { SampleReader } from './readers.ts'

export type FrontDoor = {
  site: string
  messages: () => Promise<StoredMessage[]>
}

/** Brings a reader in as a person comes in: by the form, by the link in the mail, by the page's button. */
export const bringIn = async (door: FrontDoor, reader: SampleReader): Promise<void> => {
  await signUp(door, reader)
  if (reader.then === 'stays-pending') return
  await pressButton(await linkInMail(door, reader, '/confirm'))
  if (reader.then === 'confirms') return
  // Signing up again brings a mail that says "you get it already", with a way out.
  await signUp(door, reader)
  await pressButton(await linkInMail(door, reader, '/unsubscribe'))
}

const signUp = async ({ site }: FrontDoor, { email, language, topics }: SampleReader) => {
  const form = new URLSearchParams({ email, language })
  for (const topic of topics) form.append('topics', topic)
  const answer = await fetch(`${site}/subscribe`, {
    method: 'POST',
    body: form,
    headers: { 'accept-language': language },
  })
  if (answer.status !== 202)
    throw new Error(`Signing up was answered with ${answer.status}: ${await answer.text()}`)
}

/** Waits for a mail to the reader with a link to this page of the site. */
const linkInMail = async (
  { site, messages }: FrontDoor,
  { email }: SampleReader,
  path: string,
): Promise<string> => {
  for (let tries = 0; tries < 200; tries += 1) {
    for (const { raw } of (await messages()).filter(({ destinations }) => destinations.includes(email))) {
      const { text = '' } = await simpleParser(raw)
      const link = text.split(/\s+/).find((word) => word.startsWith(`${site}${path}?`))
      if (link) return link
    }
    await sleep(50)
  }
  throw new Error(`No mail with a link to ${path} came within 10 s`)
}

/** Opens a page and sends the first form on it as it stands. */
const pressButton = async (url: string) => {
  const opened = await fetch(url)
  const page = await opened.text()
  const action = /<form[^>]*\saction="([^"]+)"/.exec(page)?.[1]
  if (!opened.ok || !action)
    throw new Error(`The page ${new URL(url).pathname} has no form (${opened.status})`)
  const fields = new URLSearchParams()
  for (const [input] of page.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    fields.append(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  const answer = await fetch(new URL(action.replaceAll('&amp;', '&'), url), { method: 'POST', body: fields })
  if (!answer.ok) throw new Error(`The button of ${new URL(url).pathname} was answered with ${answer.status}`)
}
