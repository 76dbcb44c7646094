import { listed } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { maskedAddress } from './address.page.ts'
import { topicsChoice } from './choices.page.ts'
import { hidden, type Problems } from './field.page.ts'
import type { Site } from './form-request.ts'
import { messagePage } from './message.page.ts'
import { endPause, pauseForAQuarter, pauseNote, type ShownPause } from './pause.page.ts'

/** What a reader who is about to leave may do instead. */
export type StayProps = {
  site: Site
  language: Language
  token: string
  email: string
  /** What they receive; none = all. */
  topics: readonly string[]
  pause: ShownPause
  problems?: Problems
}

/** Beside leaving: to pause, or to receive less. */
export const stayOffers = (props: StayProps): Html => {
  const { site, language, pause } = props
  const { until, zone } = pause
  return html`<h2>${wordsOf(language).forms.unsubscribe.rather}</h2>
${until ? html`<p>${pauseNote(until, language, zone)}</p>` : pauseForAQuarter('/unsubscribe', props)}
${site.publication.topics.length > 1 && fewerTopics(props)}`
}

const fewerTopics = ({ site, language, token, topics, problems = {} }: StayProps): Html => {
  const words = wordsOf(language).forms.unsubscribe
  const choices = { publication: site.publication, language, chosen: { language, topics }, problems }
  return html`<form class="form quiet" method="post" action="/unsubscribe">${hidden('token', token)}${hidden('language', language)}${hidden('fewer', 'yes')}
${topicsChoice(choices, words.fewer)}
<p><button class="button" type="submit">${words.fewerSubmit}</button></p></form>`
}

/** Says that the reader pauses, with a button to end it. */
export const pausedPage = ({ site, language, token, email, pause }: StayProps): Html =>
  messagePage(site, language, {
    title: wordsOf(language).forms.unsubscribe.keptTitle,
    text: pause.until ? pauseNote(pause.until, language, pause.zone) : wordsOf(language).forms.pause.ended,
    more: html`${maskedAddress(email, language)}${pause.until && endPause('/unsubscribe', { language, token })}`,
  })

/** Says which topics the reader receives from now on. */
export const keptPage = ({ site, language, email, topics }: StayProps): Html => {
  const { forms } = wordsOf(language)
  const names = site.publication.topics
    .filter(({ id }) => topics.includes(id))
    .map(({ names }) => names[language]!)
  return messagePage(site, language, {
    title: forms.unsubscribe.keptTitle,
    text: forms.unsubscribe.kept(topics.length === 0 ? forms.confirm.allTopics : listed(names, language)),
    more: maskedAddress(email, language),
  })
}
