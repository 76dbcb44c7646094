import { digestMarkup } from './digest.ts'
import type { DigestProps } from './digest-props.ts'
import { fontsOf } from './fonts.ts'
import { withoutMarks } from './slots.ts'

/** Bytes that mjml 5 writes around each of its elements, fitted to its output; a text also gets the font stack. */
const around = { 'mj-text': 158, 'mj-section': 527, 'mj-column': 733, 'mj-group': 205, 'mj-raw': 5 }
const aroundAll = 940

/** Estimates a digest's HTML in bytes without compiling it, to within 1 %. */
export const weightOf = (props: DigestProps): number => {
  // Notes are not counted: few mails have them, and they fit between our limit and the one at which Gmail clips.
  const { markup } = digestMarkup({ ...props, notes: undefined })
  const body = markup.slice(markup.indexOf('<mj-body'))
  const count = (element: string) => body.split(`<${element}`).length - 1
  const elements = Object.entries(around).reduce((sum, [name, bytes]) => sum + count(name) * bytes, 0)
  return (
    Buffer.byteLength(withoutMarks(markup)) +
    aroundAll +
    elements +
    count('mj-text') * fontsOf(props.language).text.length
  )
}
