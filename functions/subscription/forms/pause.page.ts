import type { Language } from '../../publication/language.ts'
import { dayInWords } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import { type Html, html } from '../../web/html.ts'
import { pauseDays } from '../states/pause-days.ts'
import { describedBy, type Problems, problemNote } from './field.page.ts'

/** A reader's pause as a page shows it. */
export type ShownPause = {
  /** When the pause ends, ISO 8601 in UTC; absent when they do not pause. */
  until?: string | undefined
  /** Unix ms. */
  now: number
  /** The zone by whose calendar days are counted. */
  zone: string
}

type PauseProps = { language: Language; token: string; pause: ShownPause; problems?: Problems }

/** Until when a reader pauses, as a sentence. */
export const pauseNote = (until: string, language: Language, zone: string): string =>
  wordsOf(language).forms.pause.on(dayInWords(until, language, zone))

/** On the page of preferences: to pause, for how long, and to end it. */
export const pauseSection = (props: PauseProps): Html => {
  const { language, pause } = props
  const words = wordsOf(language).forms.pause
  return html`<h2>${words.title}</h2>
${pause.until ? endPause('/preferences', props) : html`<p>${words.text}</p>`}
${lengths(props)}${untilADay(props)}`
}

const lengths = ({ language, token, pause: { now, zone } }: PauseProps): Html => {
  const words = wordsOf(language).forms.pause
  const days = pauseDays(now, zone)
  return pauseForm(
    '/preferences',
    { language, token },
    html`${(['month', 'quarter'] as const).map(
      (length) =>
        html`<p><button class="button" type="submit" name="pause" value="${length}">${words[length](dayInWords(days[length], language, zone))}</button></p>\n`,
    )}`,
  )
}

const untilADay = ({ language, token, pause: { now, zone }, problems = {} }: PauseProps): Html => {
  const words = wordsOf(language).forms.pause
  const { first, last } = pauseDays(now, zone)
  return pauseForm(
    '/preferences',
    { language, token },
    html`<input type="hidden" name="pause" value="day"><div class="field"><label for="until">${words.day}</label>
<input id="until" name="until" type="date" required min="${first}" max="${last}"${describedBy('until', problems)}>
${problemNote('until', problems)}</div>
<p><button class="button" type="submit">${words.submit}</button></p>`,
  )
}

/** A button that ends a pause. */
export const endPause = (action: string, props: Pick<PauseProps, 'language' | 'token'>): Html =>
  onePress(action, props, 'end', wordsOf(props.language).forms.pause.end)

/** A button that pauses for three months. */
export const pauseForAQuarter = (action: string, props: PauseProps): Html => {
  const { language, pause } = props
  const { quarter } = pauseDays(pause.now, pause.zone)
  const label = wordsOf(language).forms.pause.quarter(dayInWords(quarter, language, pause.zone))
  return onePress(action, props, 'quarter', label)
}

const onePress = (
  action: string,
  props: Pick<PauseProps, 'language' | 'token'>,
  value: string,
  label: string,
): Html =>
  pauseForm(
    action,
    props,
    html`<p><button class="button" type="submit" name="pause" value="${value}">${label}</button></p>`,
  )

/** The answer is in the language of the page. */
const pauseForm = (
  action: string,
  { language, token }: Pick<PauseProps, 'language' | 'token'>,
  fields: Html,
): Html =>
  html`<form class="form quiet" method="post" action="${action}"><input type="hidden" name="token" value="${token}"><input type="hidden" name="language" value="${language}">${fields}</form>\n`
