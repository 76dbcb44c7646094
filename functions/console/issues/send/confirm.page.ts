import { type Html, html } from '../../../web/html.ts'
import type { Visit } from '../../visit.ts'
import { type Choice, fieldsOfChoice } from './send-choice.ts'

/** Carries a choice on to the next page. */
export const hidden = (choice: Choice): Html =>
  html`${fieldsOfChoice(choice).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`

/** Where the number of readers is typed, and the button that sends. @param carried hidden fields @param beside more buttons */
export const confirmFields = (
  carried: Html,
  readers: number,
  button: string,
  { words, format }: Pick<Visit, 'words' | 'format'>,
  beside?: Html,
): Html =>
  html`${carried}<div class="field"><label for="typed">${words.sending.confirmAsk(format.number(readers))}</label><input class="count" type="text" inputmode="numeric" id="typed" name="typed" autocomplete="off" required></div><p class="acts"><button class="button">${button}</button>${beside}</p>`

/** A number as a person types it: `4,982`. @returns undefined where nothing is typed, NaN where it is no number */
export const typedNumber = (typed: string): number | undefined => {
  const digits = typed.normalize('NFKC').replace(/[\s,]/g, '')
  if (digits === '') return undefined
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}
