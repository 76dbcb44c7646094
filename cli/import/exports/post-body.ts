import type { Element, Root } from 'hast'
import { isElement } from '../../../functions/issue/tree.ts'
import { type Cleaned, type CleanOptions, cleanCharacters, cleanMarkdown, cleanPage } from '../clean/clean.ts'
import { pixelReason } from '../clean/html-parts.ts'
import { parsePage } from '../clean/html-to-markdown.ts'
import { sourceLines } from '../scan.ts'
import type { FoundPicture } from './pictures.ts'
import type { PostBody } from './post.ts'
import type { Notes } from './post-report.ts'
import { replaceWidgets } from './replace-widgets.ts'

/** A parsed body: the addresses of its pictures, and a function that turns it into Markdown once they are found. */
type ReadBody = { pictures: string[]; clean: (options: CleanOptions) => Cleaned }

/** Tells the cleaner which pictures are in the folder, and why others are not. */
export const picturesOf = (shown: ReadonlyMap<string, FoundPicture>): CleanOptions => {
  const found = [...shown]
  const paths = new Set(found.flatMap(([, one]) => ('path' in one ? [one.path] : [])))
  return {
    ownPicture: (address) => {
      const one = shown.get(address)
      if (one && 'path' in one) return encodeURI(one.path)
      return one && 'failed' in one && !isWeb(address) ? { missing: one.failed } : undefined
    },
    hasImage: (path) => paths.has(path) || 'it is not in the export',
  }
}

/** Makes links between posts absolute on the new site, where the old addresses redirect. */
const linkWithin = (node: Root | Element, site: string): void => {
  for (const child of node.children) {
    if (!isElement(child)) continue
    const href = String(child.properties.href ?? '')
    if (isElement(child, 'a') && /^\/(?!\/)/.test(href)) child.properties.href = site + href
    linkWithin(child as Element, site)
  }
}

/** @param site the new site's address, for links between posts */
export const readBody = (body: PostBody, site: string, notes: Notes): ReadBody =>
  body.format === 'html' ? readPage(body, site, notes) : readSource(body)

const readPage = ({ text }: PostBody, site: string, notes: Notes): ReadBody => {
  const { text: html } = cleanCharacters(text)
  const page = parsePage(html)
  if (!page) {
    notes.doubts.push('its HTML is nested too deeply to be read: its text alone is kept')
    return { pictures: [], clean: () => cleanMarkdown(sourceLines(html.replace(/<[^<>]*>?/g, ' '))) }
  }
  replaceWidgets(page, notes.leaveOut)
  linkWithin(page, site)
  const images = imagesIn(page).filter((image) => !pixelReason(image))
  for (const image of images) image.properties.src = bestSource(image)
  return {
    pictures: images.map(({ properties }) => String(properties.src)).filter(Boolean),
    clean: (options) => cleanPage(page, options),
  }
}

const imagesIn = (node: Root | Element): Element[] =>
  node.children.flatMap((child) =>
    isElement(child) ? (isElement(child, 'img') ? [child] : imagesIn(child as Element)) : [],
  )

/** The address of the original picture, which Substack and lazy-loading pages keep beside the one that is shown. */
const bestSource = ({ properties }: Element): string => {
  const kept = /"src"\s*:\s*"(https:[^"]+)"/.exec(String(properties.dataAttrs ?? ''))?.[1]
  const first = String(properties.srcSet ?? '').split(/[\s,]/)[0]
  const places = [kept, properties.src, properties.dataSrc, properties.dataOriginal, first].map((one) =>
    String(one ?? ''),
  )
  return places.find((one) => one !== '' && !/^data:/i.test(one)) ?? ''
}

const picture =
  /!\[[^\]]{0,500}\]\(\s*<?([^()\s<>]{1,2000})|<img\b[^>]{0,1000}?\bsrc\s*=\s*["']([^"'<>]{1,2000})["']|^[ \t]*\[[^\]\n]{1,200}\]:[ \t]*<?(\S{1,2000}?\.(?:png|jpe?g|webp|gif|svg)[^\s>]*)/gim

const readSource = ({ text }: PostBody): ReadBody => {
  const { text: markdown } = cleanCharacters(text)
  return {
    pictures: [...markdown.matchAll(picture)].map(([, a, b, c]) => (a ?? b ?? c)!),
    clean: (options) => cleanMarkdown(sourceLines(markdown), options),
  }
}

const isWeb = (address: string) => /^(?:https?:)?\/\//i.test(address)

/** Doubts about web pictures that could not be fetched. */
export const failures = (shown: ReadonlyMap<string, FoundPicture>): string[] =>
  [...shown].flatMap(([address, found]) =>
    'failed' in found && isWeb(address)
      ? [`the picture ${address.slice(0, 200)} is not fetched: ${found.failed}`]
      : [],
  )
