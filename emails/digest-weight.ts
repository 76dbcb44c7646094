import { digestMarkup } from './digest.ts'
import type { DigestProps } from './digest-props.ts'
import { withoutMarks } from './slots.ts'
import { fontsOf } from './theme.ts'

/** What mjml 5 writes around its elements, in bytes, as fitted to what it wrote; a text also gets the font stack. */
const around = { 'mj-text': 158, 'mj-section': 527, 'mj-column': 733, 'mj-group': 205, 'mj-raw': 5 }
const aroundAll = 940

/** About how many bytes of HTML a digest will have: without compiling it, and within a hundredth. */
export const weightOf = (props: DigestProps): number => {
  // What few mails say is not counted: there is room for it between our bound and what Gmail clips.
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
