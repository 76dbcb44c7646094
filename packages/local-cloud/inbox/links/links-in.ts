import type { Opened } from '../message/read-message.ts'

/** An address in a mail, listed once, with all places where it occurs. */
export type MailLink = {
  url: string
  kinds: ('link' | 'picture' | 'text' | 'header')[]
  /** The link's text. */
  text: string
  /** What is wrong with it, if that can be seen without asking. */
  problem: string | undefined
}

const inText = /\bhttps?:\/\/[^\s<>"'（）「」，。]+/gi

/** All addresses in a mail's HTML, text and headers. */
export const linksIn = ({ facts, text = '', headers }: Opened): MailLink[] => {
  const links = new Map<string, MailLink>()
  const add = (url: string, kind: MailLink['kinds'][number], said: string) => {
    const known = links.get(url)
    if (!known) links.set(url, { url, kinds: [kind], text: said, problem: problemOf(url, kind, said) })
    else if (!known.kinds.includes(kind)) known.kinds.push(kind)
    if (known && known.text === '') known.text = said
  }
  for (const { url, kind, text: said } of facts?.links ?? []) add(url, kind, said)
  for (const [url] of text.matchAll(inText)) add(url.replace(/[.,;:!?)\]]+$/, ''), 'text', '')
  const unsubscribe = headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe')?.value ?? ''
  for (const [, url] of unsubscribe.matchAll(/<([^<>]+)>/g)) add(url!, 'header', 'List-Unsubscribe')
  return [...links.values()]
}

/** Addresses for other programs than the browser. */
const isForPrograms = (url: string) => /^(mailto|tel|sms):/i.test(url)

/** Whether it is a valid http or https address. */
export const isWeb = (url: string): boolean => /^https?:\/\//i.test(url) && URL.canParse(url)

const problemOf = (url: string, kind: MailLink['kinds'][number], said: string): string | undefined => {
  if (url === '' || url === '#') return 'leads nowhere'
  if (/\{\{|%7B%7B|\*\|/i.test(url)) return 'was not filled in'
  if (isForPrograms(url)) return undefined
  if (/^cid:/i.test(url)) return 'its picture did not come along'
  if (/^(javascript|data|vbscript):/i.test(url)) return 'clients do not follow such addresses'
  if (!isWeb(url)) return 'is no whole address: a mail has no site that it could be relative to'
  const other = hostIn(said)
  if (kind === 'link' && other && other !== new URL(url).hostname)
    return `says ${other} and leads to ${new URL(url).hostname}: filters take that for phishing`
  return kind === 'link' && said === '' ? 'has no text to press or to be read aloud' : undefined
}

/** The host named in a link's text, if the text is an address itself. */
const hostIn = (said: string): string | undefined => {
  const [, host] = /^(?:https?:\/\/)([\w.-]+\.[a-z]{2,})(?:[/?#:]|$)/i.exec(said.trim()) ?? []
  return host?.toLowerCase()
}
