import type { Language } from '../../publication/language.ts'
import { dayInWords } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { type FormConsent, type ImportConsent, isImported } from '../states/consent.ts'
import { zoneOf } from '../states/pause-days.ts'
import type { Subscriber } from '../states/subscriber.ts'
import type { Site } from './form-request.ts'
import { tokenForm } from './message.page.ts'

/** Where a reader downloads what is known of them, and where they have it erased (`functions/privacy`). */
export const dataPath = '/preferences/data'
export const erasePath = '/preferences/erase'

type YourDataProps = {
  site: Site
  language: Language
  reader: Subscriber
  /** Of a `preferences` link. */
  token: string
  /** Whether that link was in an issue, which may have been forwarded: then networks are left out. */
  fromIssue: boolean
}

/** How somebody became a reader, folded; and what they may do with all that is known of them. */
export const yourDataParts = ({ site, language, reader, token, fromIssue }: YourDataProps): Html => {
  const { yourData, erase } = wordsOf(language).forms
  return html`<p>${yourData.text}</p>
<details class="more"><summary>${yourData.how}</summary>
<div>${evidence(reader, language, zoneOf(reader, site.publication), !fromIssue)}</div></details>
${tokenForm(dataPath, token, language, yourData.download)}
<p><a href="${erasePath}?token=${token}&amp;language=${language}">${erase.title}</a></p>`
}

/** A link to the page with {@link yourDataParts}, for a reader who gets nothing any more. */
export const dataLink = (token: string, language: Language): Html =>
  html`<p><a href="${dataPath}?token=${token}&amp;language=${language}">${wordsOf(language).forms.yourData.title}</a></p>`

/** The evidence of each opt-in, the oldest first, in words. */
const evidence = (reader: Subscriber, language: Language, zone: string, withNetworks: boolean): Html => {
  const { yourData: words } = wordsOf(language).forms
  const day = (at: string) => dayInWords(at, language, zone)
  const from = (network: string | undefined) => withNetworks && network && html` ${words.network(network)}`
  const byForm = ({
    at,
    form,
    wording,
    network,
    confirmedAt,
    confirmedNetwork,
    ...shown
  }: FormConsent) => html`
<p>${words.asked(day(at), form)}${from(network)}<br>${words.agreed}</p>
<blockquote dir="auto"${shown.language && html` lang="${shown.language}"`}>${wording}</blockquote>
${confirmedAt && html`<p>${words.confirmed(day(confirmedAt))}${from(confirmedNetwork)}</p>`}`
  const byImport = ({ at, form }: ImportConsent) =>
    html`<p>${words.imported(day(at))}</p>${form && byForm(form)}`
  const latest = { consent: reader.consent, left: reader.status === 'unsubscribed' && reader.since }
  return html`${[...(reader.former ?? []), latest].map(
    ({ consent, left }) =>
      html`${isImported(consent) ? byImport(consent) : byForm(consent)}${left && html`<p>${words.left(day(left))}</p>`}`,
  )}`
}
