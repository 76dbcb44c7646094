import type { Definition, Link, Nodes, PhrasingContent, Root } from 'mdast'
import { normalizeIdentifier } from '../../../functions/issue/markdown-chunks.ts'
import { type Address, readAddress } from './addresses.ts'
import { type Notes, quoted } from './remarks.ts'
import { changeNodes, plain, textNode } from './tree.ts'

/** The link definitions of a document by identifier; the first of each label counts. */
export const definitionsOf = (tree: Root): Map<string, Definition> => {
  const found = new Map<string, Definition>()
  const walk = (node: Nodes): void => {
    if (node.type === 'definition') {
      const key = normalizeIdentifier(node.label ?? node.identifier)
      if (!found.has(key)) found.set(key, node)
    } else if ('children' in node) for (const child of node.children) walk(child)
  }
  walk(tree)
  return found
}

/** Address of the stubs for labels without a definition; see undefined.ts. */
export const missing = 'masthead-missing:'

/** Maps a relative address to the web address of what it means; undefined for one that is not known. */
export type OwnLink = (address: string) => string | undefined

/** Keeps links to web and mail addresses, with definitions resolved; of all other links only the text stays. */
export const mendLinks = (
  tree: Root,
  definitions: Map<string, Definition>,
  notes: Notes,
  own: OwnLink = () => undefined,
): void =>
  changeNodes(tree, (node) => {
    const line = node.position?.start.line ?? 1
    if (node.type === 'definition') return []
    if (node.type === 'linkReference') {
      const definition = definitions.get(normalizeIdentifier(node.label ?? node.identifier))
      if (!definition || definition.url === missing) return unresolved(node, line, notes)
      const link: Link = {
        type: 'link',
        url: definition.url,
        children: node.children,
        position: node.position,
      }
      return mendLink(link, line, notes, own)
    }
    return node.type === 'link' ? mendLink(node, line, notes, own) : [node]
  })

const unresolved = (
  node: Extract<Nodes, { type: 'linkReference' }>,
  line: number,
  notes: Notes,
): PhrasingContent[] => {
  const label = node.label ?? node.identifier
  // `[1][2]` are two citations, not a link.
  if (/^\d+$/.test(plain(node)) && /^\d+$/.test(label))
    return [textNode('['), ...node.children, textNode(`][${label}]`)]
  notes.doubt(
    line,
    `the link ${quoted(`[${plain(node)}][${label}]`)} has no address: [${label}] is nowhere defined`,
  )
  return node.children
}

const mendLink = (link: Link, line: number, notes: Notes, own: OwnLink): PhrasingContent[] => {
  if (isLiteral(link)) return splitLiteral(link)
  const written = readAddress(link.url)
  const found = written.kind === 'relative' ? own(link.url) : undefined
  const address: Address = found === undefined ? written : { kind: 'web', url: found }
  const inner = link.children
  switch (address.kind) {
    case 'web':
      return [
        { type: 'link', url: address.url, children: labelled(inner, address.url), position: link.position },
      ]
    case 'mail':
      return [
        { type: 'link', url: address.url, children: labelled(inner, address.text), position: link.position },
      ]
    case 'phone':
      return plain(link).replace(/\D/g, '') === address.text.replace(/\D/g, '')
        ? inner
        : [...inner, textNode(` (${address.text})`)]
    case 'place':
      if (link.url.trim() === '#') {
        notes.doubt(
          line,
          `the link ${quoted(plain(link))} leads nowhere, its text stays: its address is only “#”`,
        )
        return inner
      }
      if (link.url.trim() !== '')
        notes.doubtKind(
          'place',
          line,
          `links to places within the document are left out, their text stays: ${quoted(link.url)}`,
        )
      return inner
    case 'relative':
      notes.doubtKind(
        'relative',
        line,
        `links that are not web addresses are left out, their text stays: ${quoted(link.url)}`,
      )
      return inner
    default:
      notes.doubt(
        line,
        `the link of ${quoted(plain(link))} is left out, its text stays: ${quoted(link.url)} is not an address that a reader may open`,
      )
      return inner
  }
}

/** A link without text or picture shows its host or address. */
const labelled = (children: PhrasingContent[], address: string): PhrasingContent[] =>
  children.some((child) => plain(child).trim() !== '' || hasImage(child))
    ? withoutStrayMarks(children, address)
    : [textNode(URL.canParse(address) ? new URL(address).hostname || address : address)]

/** Some programs escape the marks of an address that is its own text once more: `https://a.example/x\\_y`. */
const withoutStrayMarks = (children: PhrasingContent[], address: string): PhrasingContent[] => {
  const text = children.map(plain).join('')
  return text.includes('\\') && text.replaceAll('\\', '') === address ? [textNode(address)] : children
}

const hasImage = (node: Nodes): boolean =>
  node.type === 'image' ||
  node.type === 'imageReference' ||
  ('children' in node && node.children.some(hasImage))

/** A bare address that the parser turned into a link. */
const isLiteral = (link: Link): boolean => {
  const text = plain(link)
  return (
    link.children.length === 1 &&
    /^(?:https?:\/\/|www\.)/i.test(text) &&
    (link.url === text || link.url === `http://${text}`)
  )
}

const glued = /[，。、；：！？（）【】《》「」『』”“’‘…—\u3000]/u

/** Chinese text has no space after an address: its punctuation ends the address, and another one may follow. */
const splitLiteral = (link: Link): PhrasingContent[] => {
  const text = plain(link)
  const at = text.search(glued)
  const own = at < 0 ? text : text.slice(0, at)
  const address = readAddress(own)
  const first: PhrasingContent =
    address.kind === 'web'
      ? { type: 'link', url: address.url, children: [textNode(own)], position: link.position }
      : { type: 'inlineCode', value: own }
  if (at < 0) return [first]
  return [first, ...linked(text.slice(at))]
}

const bare = /((?:https?:\/\/|www\.)[^\s<>，。、；：！？（）【】《》「」『』”“’‘…—\u3000]+)/iu

/** Turns bare addresses into links. Invalid ones become code, or the strict reader would take them for links. */
export const linked = (text: string): PhrasingContent[] =>
  text.split(bare).flatMap((part, at): PhrasingContent[] => {
    if (part === '') return []
    if (at % 2 === 0) return [textNode(part)]
    const [tail = ''] = /[?!.,:*_~'"\])&;]+$/.exec(part) ?? []
    const own = part.slice(0, part.length - tail.length)
    const address = readAddress(own)
    const rest = tail === '' ? [] : [textNode(tail)]
    if (/^www\.?$/i.test(own) || /^https?:\/*$/i.test(own)) return [textNode(part)]
    if (address.kind !== 'web') return [{ type: 'inlineCode', value: own }, ...rest]
    return [{ type: 'link', url: address.url, children: [textNode(own)] }, ...rest]
  })
