import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import type { Cloud } from '#local-cloud'
import type { SampleReader } from './sample-readers.ts'

export type FrontDoor = {
  site: string
  messages: Cloud['messages']
}

/**
 * Brings a reader in as a person comes in: by the form, by the link in the mail, by the page's button. Goes on where an
 * earlier start was stopped: who has a link need not ask for one again.
 */
export const bringIn = async (door: FrontDoor, reader: SampleReader): Promise<void> => {
  const known = await newestLink(door, reader)
  const leads = known !== undefined && (await fetch(known)).ok
  // The link of a reader who left leads nowhere, as one that is too old does.
  if (known && !leads && reader.then === 'unsubscribes') return
  if (leads && !presses(reader)) return
  const link = leads ? known : await askForLink(door, reader, known)
  if (!link) return
  const welcome = await confirm(link)
  if (reader.then === 'confirms') return
  const preferences = /href="([^"]+\/preferences\?[^"]+)"/.exec(welcome)?.[1]
  if (!preferences) throw new Error('The page after confirming has no link to preferences')
  const url = preferences.replaceAll('&amp;', '&')
  await pressButton(url, await open(url), '/unsubscribe')
}

/** @returns the page that welcomes, also who confirmed before */
const confirm = async (link: string): Promise<string> => {
  const page = await open(link)
  return page.includes('action="/confirm') ? pressButton(link, page, '/confirm') : page
}

const open = async (url: string): Promise<string> => {
  const opened = await fetch(url)
  if (!opened.ok) throw new Error(`The page ${new URL(url).pathname} was answered with ${opened.status}`)
  return opened.text()
}

const presses = ({ then }: SampleReader) => then === 'confirms' || then === 'unsubscribes'

/** Who asks again within a minute gets no second mail, and a start may have been stopped before the first. */
const mostAsks = 8

/**
 * Signs up until there is a mail with a link.
 * @param dead a link of an earlier mail, which leads nowhere
 * @returns undefined for who would not follow it
 */
const askForLink = async (door: FrontDoor, reader: SampleReader, dead?: string) => {
  for (let asks = 0; asks < mostAsks; asks += 1) {
    await signUp(door, reader)
    if (!presses(reader)) return undefined
    for (let looks = 0; looks < 200; looks += 1) {
      const link = await newestLink(door, reader)
      if (link && link !== dead) return link
      await sleep(50)
    }
  }
  throw new Error(`No mail with a link to confirm came to ${reader.email} within ${mostAsks * 10} s`)
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

/** The link to confirm in the newest mail that has one, on the site's address of now: another start may have another. */
const newestLink = async ({ site, messages }: FrontDoor, { email }: SampleReader) => {
  const mails = await messages(({ destinations }) => destinations.includes(email))
  for (const { raw } of mails.toReversed()) {
    const { text = '' } = await simpleParser(raw)
    const link = text.split(/\s+/).find((word) => /^https?:\/\/[^/]+\/confirm\?/.test(word))
    if (link) return `${site}/confirm${new URL(link).search}`
  }
  return undefined
}

/** Sends a page's form for `action` as it stands. @returns the page that answers */
const pressButton = async (url: string, page: string, action: string): Promise<string> => {
  const form = page.match(/<form[\s\S]*?<\/form>/g)?.find((one) => one.includes(`action="${action}`))
  if (!form) throw new Error(`The page ${new URL(url).pathname} has no form for ${action}`)
  const fields = new URLSearchParams()
  for (const [input] of form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    fields.append(/name="([^"]*)"/.exec(input)?.[1] ?? '', /value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  const answer = await fetch(new URL(action, url), { method: 'POST', body: fields })
  if (!answer.ok) throw new Error(`The button of ${new URL(url).pathname} was answered with ${answer.status}`)
  return answer.text()
}
