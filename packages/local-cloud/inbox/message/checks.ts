import { unsubscribeState } from './explain-headers.ts'
import type { HtmlFacts } from './html-facts.ts'
import type { Opened } from './read-message.ts'
import { clippedBytes, sizeText } from './size.ts'

/** Something to know before sending a mail to many readers. */
export type Check = { level: 'good' | 'note' | 'warning'; title: string; detail: string }

const check = (level: Check['level'], title: string, detail: string): Check => ({ level, title, detail })

/** All checks, warnings first. */
export const checksOf = (mail: Opened): Check[] => {
  const checks = [
    sizeCheck(mail.facts),
    subjectCheck(mail.subject),
    textCheck(mail),
    unsubscribeCheck(mail),
    leftoverCheck(mail),
    ...(mail.facts ? htmlChecks(mail.facts) : []),
  ]
  const order = ['warning', 'note', 'good']
  return checks.sort((one, other) => order.indexOf(one.level) - order.indexOf(other.level))
}

const sizeCheck = (facts: HtmlFacts | undefined): Check => {
  if (!facts) return check('note', 'No HTML part', 'Readers see the text as it is.')
  const size = sizeText(facts.bytes)
  if (facts.bytes > clippedBytes)
    return check(
      'warning',
      `Gmail clips it: ${size} of HTML`,
      `It shows the first ${sizeText(clippedBytes)}, and hides the rest, the link to unsubscribe among it.`,
    )
  return check('good', `${size} of HTML`, `Gmail clips mails of more than ${sizeText(clippedBytes)}.`)
}

/** Roughly how many characters of a subject a phone's list shows. */
const phoneLetters = 40

const subjectCheck = (subject: string): Check => {
  const letters = [...subject].length
  if (letters === 0)
    return check('warning', 'No subject', 'Most readers will not open it, and filters mistrust it.')
  const title = `A subject of ${letters} letters`
  return letters > 2 * phoneLetters
    ? check(
        'note',
        title,
        `A phone’s list shows about ${phoneLetters} of them: what matters should come first.`,
      )
    : check('good', title, `A phone’s list shows about ${phoneLetters}.`)
}

const textCheck = ({ text, facts }: Opened): Check => {
  if (text === undefined || text.trim() === '')
    return check(
      'warning',
      'No text part',
      'Who reads plain text, by eye or by ear, gets nothing; filters count it against the sender.',
    )
  if (/<\/?(p|div|td|table|br|span|a)\b[^>]*>/i.test(text))
    return check('warning', 'Markup in the text part', 'Readers of plain text see tags.')
  const links = facts?.links.filter(({ kind, url }) => kind === 'link' && /^https?:/i.test(url)) ?? []
  if (links.length > 0 && !/https?:\/\//i.test(text))
    return check(
      'warning',
      'No links in the text part',
      `The HTML has ${links.length}: readers of plain text can follow none.`,
    )
  const share = facts ? text.length / Math.max(1, facts.text.replace(/\s+/g, ' ').length) : 1
  if (share < 0.2)
    return check('note', 'A short text part', `It says ${Math.round(100 * share)} % of what the HTML does.`)
  return check('good', 'A text part', 'For who reads without HTML.')
}

const unsubscribeCheck = ({ headers }: Opened): Check => {
  const state = unsubscribeState((name) => headers.find((one) => one.name.toLowerCase() === name)?.value)
  if (state === 'one-click')
    return check(
      'good',
      'One-click unsubscribe',
      'List-Unsubscribe and List-Unsubscribe-Post, as Gmail and Yahoo ask of bulk senders (RFC 8058).',
    )
  if (state === 'none')
    return check(
      'note',
      'No List-Unsubscribe header',
      'Fine for a mail to one person; mail to a list needs it.',
    )
  return check(
    'warning',
    'No one-click unsubscribe',
    'Gmail and Yahoo ask bulk senders for List-Unsubscribe-Post: List-Unsubscribe=One-Click beside an https address (RFC 8058).',
  )
}

const leftover = /\{\{[^{}]*\}\}|\{%[^%]*%\}|<%[^%]*%>|\*\|\w+\|\*|\[object Object\]/

const leftoverCheck = ({ subject, text = '', facts }: Opened): Check => {
  const found = leftover.exec(
    [subject, text, facts?.text, ...(facts?.links ?? []).map(({ url }) => url)].join('\n'),
  )?.[0]
  return found
    ? check('warning', `Not filled in: ${found.slice(0, 60)}`, 'It looks like a template’s own words.')
    : check('good', 'Filled in', 'No sign of a template is left in it.')
}

const htmlChecks = ({ language, unnamedPictures, dropped, hasDarkStyle }: HtmlFacts): Check[] => [
  language
    ? check('good', `Its language is said: ${language}`, 'Screen readers choose a voice by it.')
    : check('note', 'No language', 'Without lang on <html> a screen reader guesses its voice.'),
  unnamedPictures > 0
    ? check(
        'warning',
        `Pictures without alt: ${unnamedPictures}`,
        'Many clients show no picture before they are asked to; alt stands there instead.',
      )
    : check('good', 'Every picture has an alt', 'It stands there until a client shows pictures.'),
  dropped.length > 0
    ? check(
        'warning',
        `Clients drop ${dropped.map((name) => `<${name}>`).join(', ')}`,
        'Nothing may hang on them.',
      )
    : check('good', 'Nothing that clients drop', 'No script, form or foreign style sheet.'),
  hasDarkStyle
    ? check('good', 'Dressed for the dark', 'It has rules for dark schemes.')
    : check('note', 'Nothing for the dark', 'Clients darken it by rules of their own.'),
]
