import type { Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { replaceElements } from '../../issue/tree.ts'
import { type Html, raw } from '../../web/html.ts'
import { type Images, isRemote, pathOf } from '../model/images.ts'

/** An article's body as HTML. The tree was sanitised when it was read. */
export const bodyHtml = (body: Root, images: Images): Html => {
  const tree = structuredClone(body)
  replaceElements(tree, (element) => {
    if (element.tagName !== 'img') return element
    const { src, alt, title } = element.properties
    // The host of a remote image must not learn which page shows it.
    const shown = isRemote(String(src))
      ? { src, referrerPolicy: 'no-referrer' }
      : images.of(pathOf(String(src)))
    return {
      ...element,
      properties: { ...shown, alt, ...(title && { title }), loading: 'lazy', decoding: 'async' },
    }
  })
  return raw(toHtml(tree))
}
