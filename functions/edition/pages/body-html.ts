import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { replaceElements } from '../../issue/tree.ts'
import { type Html, raw } from '../../web/html.ts'
import { type Images, isRemote, pathOf } from '../model/images.ts'

/** The body of an article as HTML. Its tree is safe since it was read. */
export const bodyHtml = (body: Root, images: Images): Html => {
  const tree = structuredClone(body)
  replaceElements(tree, (element) => {
    if (element.tagName !== 'img') return element
    const { src, alt } = element.properties
    // Who keeps an image elsewhere need not learn which page shows it.
    const shown = isRemote(String(src))
      ? { src, referrerPolicy: 'no-referrer' }
      : images.of(pathOf(String(src)))
    return { ...element, properties: { ...shown, alt, loading: 'lazy', decoding: 'async' } }
  })
  return raw(toHtml(tree))
}
