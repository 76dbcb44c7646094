import type { Element, Root } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { copyOfTree, element, replaceElements } from '../../issue/tree.ts'
import { type Html, raw } from '../../web/html.ts'
import { type Images, isRemote, pathOf, type SiteImage } from '../model/images.ts'
import { srcsetOf } from './site-picture.page.ts'

/** How wide a picture of a text is shown, as an `img`'s attribute `sizes`. */
type SizesOf = (image: SiteImage) => string

/**
 * An article's body as HTML. The tree was sanitised when it was read.
 * @param sizesOf without it, pictures have no versions for screens: feeds take them as they are
 */
export const bodyHtml = (body: Root, images: Images, sizesOf?: SizesOf): Html => {
  const tree = copyOfTree(body)
  replaceElements(tree, (node) => (node.tagName === 'img' ? picture(node, images, sizesOf) : node))
  return raw(toHtml(tree))
}

const picture = (node: Element, images: Images, sizesOf?: SizesOf): Element => {
  const { src, alt, title } = node.properties
  const as = (shown: Element['properties']): Element => ({
    ...node,
    properties: { ...shown, alt, ...(title && { title }), loading: 'lazy', decoding: 'async' },
  })
  // The host of a remote image must not learn which page shows it.
  if (isRemote(String(src))) return as({ src, referrerPolicy: 'no-referrer' })
  const { narrower, ...image } = images.of(pathOf(String(src)))
  const srcSet = sizesOf && srcsetOf({ ...image, narrower })
  if (srcSet === undefined) return as(image)
  const source = { type: 'image/webp', srcSet, sizes: sizesOf!(image) }
  return element('picture', {}, element('source', source), as(image))
}
