import type { Root } from 'hast'
import type { LetterRun } from '../../../emails/digest-props.ts'
import { isElement, type Parent } from '../../issue/tree.ts'

/** A letter's text for a mail: its paragraphs, each as runs of words in one dress. */
export const letterRuns = (body: Root): LetterRun[][] =>
  body.children.flatMap((child) => (isElement(child) ? [runsIn(child, {})] : []))

const runsIn = ({ children }: Parent, dress: Omit<LetterRun, 'text'>): LetterRun[] =>
  children.flatMap((child): LetterRun[] => {
    if (child.type === 'text') return [{ ...dress, text: child.value.replace(/\s+/g, ' ') }]
    if (!isElement(child)) return []
    if (child.tagName === 'br') return [{ ...dress, text: ' ' }]
    if (child.tagName === 'a') return runsIn(child, { ...dress, url: String(child.properties.href) })
    if (child.tagName === 'strong') return runsIn(child, { ...dress, isStrong: true })
    return runsIn(child, child.tagName === 'em' ? { ...dress, isEmphasised: true } : dress)
  })
