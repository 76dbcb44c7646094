import type { Definition, Image, PhrasingContent, Root } from 'mdast'
import { imagePath } from '../../../functions/issue/image.ts'
import { normalizeIdentifier } from '../../../functions/issue/markdown-chunks.ts'
import { readAddress } from './addresses.ts'
import { missing } from './links.ts'
import { type Notes, quoted } from './remarks.ts'
import { changeNodes, textNode } from './tree.ts'

/** Whether an image is in the folder, or the reason why it is not shown although something is there. */
export type HasImage = (path: string) => boolean | string
/**
 * Maps the address of a picture on the web or in an export to its path in the folder, or to the reason why it is
 * missing; undefined for unknown addresses.
 */
export type OwnPicture = (address: string) => string | { missing: string } | undefined

/**
 * Keeps images that can be shown: from the folder, or from the web over https. Others are replaced by a link or their
 * alternative text.
 */
export const mendImages = (
  tree: Root,
  definitions: Map<string, Definition>,
  notes: Notes,
  has: HasImage,
  own: OwnPicture = () => undefined,
): void =>
  changeNodes(tree, (node, parent) => {
    const inLink = parent.type === 'link' || parent.type === 'linkReference'
    const line = node.position?.start.line ?? 1
    if (node.type === 'image') return mendOwn(node, own, line, notes, has, inLink)
    if (node.type !== 'imageReference') return [node]
    const definition = definitions.get(normalizeIdentifier(node.label ?? node.identifier))
    if (definition && definition.url !== missing)
      return mendOwn(
        { ...node, type: 'image', url: definition.url, title: definition.title },
        own,
        line,
        notes,
        has,
        inLink,
      )
    notes.doubt(
      line,
      `the image ${quoted(`![${node.alt}][${node.label}]`)} has no address: [${node.label}] is nowhere defined`,
    )
    return node.alt ? [textNode(node.alt)] : []
  })

const mendOwn = (
  image: Image,
  own: OwnPicture,
  line: number,
  notes: Notes,
  has: HasImage,
  inLink: boolean,
): PhrasingContent[] => {
  const found = own(image.url) ?? image.url
  if (typeof found === 'string') return mendImage({ ...image, url: found }, line, notes, has, inLink)
  notes.doubt(line, `the image ${quoted(image.url)} is left out: ${found.missing}`)
  return image.alt ? [textNode(image.alt)] : []
}

const mendImage = (
  image: Image,
  line: number,
  notes: Notes,
  has: HasImage,
  inLink: boolean,
): PhrasingContent[] => {
  const [said, title] = [image.alt, image.title].map((text) => text?.replace(/\s+/g, ' ').trim() ?? '')
  if (said && isFileName(said, image.url))
    notes.doubtKind('name', line, `an image’s alternative text is the name of a file: ${quoted(said)}`)
  const alt = said || title || ''
  const shown = (url: string): PhrasingContent[] => [
    {
      type: 'image',
      url,
      alt: alt || named(url, line, notes),
      ...(title && title !== alt && { title }),
      position: image.position,
    },
  ]
  const address = readAddress(image.url)
  if (address.kind === 'web') {
    if (address.url.startsWith('https:')) return shown(address.url)
    notes.doubt(line, `the image ${quoted(address.url)} is not shown: its address is http, not https`)
    const children = [textNode(alt || named(address.url, line, notes))]
    return inLink ? children : [{ type: 'link', url: address.url, children, position: image.position }]
  }
  const path = pathOf(image.url)
  const found = path !== undefined && has(path)
  if (path && found === true) return shown(encodeURI(path))
  const what = /^data:/i.test(image.url.trim())
    ? 'an image whose bytes stand in the text is left out'
    : path
      ? `the image ${quoted(path)} is left out: ${found || 'there is no such file'}`
      : `the image ${quoted(image.url)} is left out: ${whyNoPath(image.url.trim())}`
  notes.doubt(line, what)
  return alt ? [textNode(alt)] : []
}

/** A picture's path in the folder, or why it is not shown. */
export const pictureIn = (address: string, has: HasImage): { path: string } | { missing: string } => {
  const path = pathOf(address)
  const found = path !== undefined && has(path)
  if (path && found === true) return { path }
  if (readAddress(address).kind === 'web') return { missing: 'it is on the web, not beside the document' }
  if (!path) return { missing: whyNoPath(address.trim()) }
  return { missing: typeof found === 'string' ? found : 'there is no such file' }
}

/** Why an address that is not on the web is not a path inside the folder either. */
const whyNoPath = (url: string): string => {
  if (/^file:/i.test(url)) return 'an address of a file is not followed'
  if (/^(?:\/|\\|[a-z]:[\\/])/i.test(url)) return 'its path is absolute, not one inside the folder'
  if (/(?:\.|%2e){2}/i.test(url)) return 'its path leads out of the folder'
  return 'it is neither a file nor an address of the web'
}

const pathOf = (url: string): string | undefined => {
  try {
    const path = decodeURI(url.trim())
      .replace(/^\.\//, '')
      .replace(/[?#].*$/, '')
    return imagePath.test(path) ? path : undefined
  } catch {
    return undefined
  }
}

/** Whether an alternative text is a file's name, of this picture or as cameras and editors give them. */
const isFileName = (alt: string, url: string): boolean => {
  const bare = (name: string) =>
    name
      .replace(/\.\w{2,5}$/, '')
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .toLowerCase()
  const file = safely(
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? '',
  )
  return (
    /^\S+\.(?:png|jpe?g|gif|webp|avif|svg|heic)$/i.test(alt) ||
    /^(?:IMG|DSCN?|DSC_|PXL|VID|MVIMG|Screenshot|screen[- ]shot|Bildschirmfoto|image|photo|untitled)[-_ ]?[\d_-]+$/i.test(
      alt,
    ) ||
    (/[-_\d]/.test(alt) && bare(alt) === bare(file))
  )
}

/** Makes an alternative text from the file name, if that says something. */
const named = (url: string, line: number, notes: Notes): string => {
  const last =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? ''
  const words = safely(last)
    .replace(/\.\w{2,5}$/, '')
    .replace(/[-_+.]+/g, ' ')
    .trim()
  const says =
    /\p{L}{3,}/u.test(words) &&
    !/[a-f\d]{12,}|^(?:image|img|photo|screenshot|untitled|dsc|unnamed)[\d\s]*$/i.test(words) &&
    words.length < 80
  notes.doubtKind(
    'alt',
    line,
    `an image has no alternative text: ${says ? `its file’s name stands for one, ${quoted(words)}` : 'it is called “image”'}`,
  )
  return says ? words : 'image'
}

const safely = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
