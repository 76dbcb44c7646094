import type { ElementContent, Root } from 'hast'
import { isElement } from './tree.ts'

const inParagraphs = new Set(['p', 'a', 'em', 'strong', 'code', 'br'])

/** Whether a text is nothing but paragraphs, emphasis and links, so that it loses nothing in a mail or in one line. */
export const onlyParagraphs = ({ children }: Root | { children: ElementContent[] }): boolean =>
  children.every((child) => !isElement(child) || (inParagraphs.has(child.tagName) && onlyParagraphs(child)))
