import type { ElementContent, Root } from 'hast'
import { columnsOf } from '../../../emails/text-columns.ts'
import type { ArticleText } from '../../issue/issue.ts'
import { plainText } from '../../issue/plain-text.ts'
import { isElement } from '../../issue/tree.ts'
import { shorten } from '../../publication/shorten.ts'

/** Columns of a lead’s first words: seven lines of a mail. */
const openingColumns = 480

/**
 * The first words of a text: its first paragraphs, before any heading and without its pictures, up to seven lines.
 * @returns undefined where it begins with none
 */
export const openingOf = ({ body }: Pick<ArticleText, 'body'>): string | undefined => {
  const paragraphs: string[] = []
  for (const node of body.children) {
    if (!isElement(node)) continue
    if (node.tagName !== 'p' && node.tagName !== 'figure') break
    if (node.tagName === 'figure' || isPicture(node)) continue
    paragraphs.push(plainText(rootOf(node), { references: false }).replace(/\s+/g, ' '))
    if (columnsOf(paragraphs.join(' ')) >= openingColumns) break
  }
  const text = paragraphs.join(' ').trim()
  if (text === '') return undefined
  const width = columnsOf(text) / text.length
  return shorten(text, Math.floor(openingColumns / width))
}

/** A paragraph that holds a picture says in words only what is seen. */
const isPicture = ({ children }: { children: ElementContent[] }): boolean =>
  children.some((child) => isElement(child, 'img'))

const rootOf = (node: ElementContent): Root => ({ type: 'root', children: [node] })
