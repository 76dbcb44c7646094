import { type Html, html } from '../../web/html.ts'
import { switchOf } from '../frame/switch.page.ts'
import { mailPath } from '../settings.ts'
import type { Visit } from '../visit.ts'
import { mailFrame, mailText } from './frames.page.ts'
import {
  eachScheme,
  type Look,
  looks,
  type OneScheme,
  schemes,
  type View,
  viewOf,
  withQuery,
} from './view.ts'

/** Where the page is with another look or other colours. */
export type To = (but: Partial<Record<'as' | 'scheme', string>>) => string

/** The ways of looking at a mail. @param without looks that it has not */
export const viewSwitches = (to: To, without: readonly Look[], { query, words }: Visit): Html => {
  const view = viewOf(query)
  const texts = words.mail
  return html`${switchOf(
    texts.as,
    looks
      .filter((one) => !without.includes(one))
      .map((one) => ({ path: to({ as: one }), name: texts.looks[one], isCurrent: one === view.look })),
  )}${
    view.look !== 'text' &&
    switchOf(
      texts.scheme,
      schemes
        .filter((one) => one !== 'both' || view.look !== 'changes')
        .map((one) => ({
          path: to({ scheme: one }),
          name: texts.schemes[one],
          isCurrent: one === schemeOf(view),
        })),
    )
  }`
}

/** Beside itself of before a mail is shown in one scheme. */
const schemeOf = ({ look, scheme }: View): View['scheme'] =>
  look === 'changes' && scheme === 'both' ? 'light' : scheme

/** What is to be shown: its text, and whose mail it is, below `mailPath` with this query. */
type InView = {
  text: string
  language: string
  of: string
  query: Record<string, string | undefined>
  /** The hash of the edition before, to be compared with. */
  before?: string | undefined
}

/** A mail as it was chosen to be looked at. */
export const mailInView = ({ text, language, of, query, before }: InView, visit: Visit): Html => {
  const view = viewOf(visit.query)
  const { mail: texts } = visit.words
  if (view.look === 'text') return mailText(text, language, visit)
  const frame = (name: string, width: 'phone' | 'desktop', scheme: OneScheme, edition?: string) =>
    mailFrame(name, withQuery(`${mailPath}/${of}`, { ...query, edition, scheme }), width, scheme)
  if (view.look === 'changes' && before) {
    const scheme = view.scheme === 'dark' ? 'dark' : 'light'
    return html`<div class="frames">${frame(texts.before, 'phone', scheme, before)}${frame(texts.now, 'phone', scheme)}</div>`
  }
  const width = view.look === 'desktop' ? 'desktop' : 'phone'
  const named = (scheme: OneScheme) => `${texts.looks[width]}${visit.words.comma}${texts.schemes[scheme]}`
  return html`<div class="frames">${eachScheme(view.scheme).map((one) => frame(named(one), width, one))}</div>`
}
