import type { Root } from 'hast'
import { expect, test } from 'vitest'
import { copyOfTree, element, isElement } from '../../../functions/issue/tree.ts'

const aTree = (): Root => ({
  type: 'root',
  children: [
    element(
      'p',
      { className: ['lead'] },
      { type: 'text', value: 'It ' },
      element('em', {}, { type: 'text', value: 'is' }),
    ),
    { type: 'comment', value: 'so' },
  ],
})

test('a copy is the same, and nothing that is done to it is done to what was copied', () => {
  const tree = aTree()
  const copy = copyOfTree(tree)
  expect(copy).toEqual(aTree())
  const [paragraph] = copy.children
  if (!isElement(paragraph)) throw new Error('It begins with a paragraph')
  paragraph.properties.id = 'first'
  paragraph.properties.className = []
  const [text, emphasis] = paragraph.children
  if (text?.type !== 'text' || !isElement(emphasis)) throw new Error('It begins with a text')
  text.value = 'Changed'
  emphasis.children = []
  paragraph.children.pop()
  copy.children.pop()
  expect(tree).toEqual(aTree())
})
