import type { Root as Html } from 'hast'
import type { Definition, Root } from 'mdast'
import { nodesOf } from '../../../functions/issue/mdast.ts'
import { parseMarkdown } from '../../../functions/issue/parse-markdown.ts'
import type { Doubt, Dropped, SourceLine } from '../outline.ts'
import { cleanCharacters } from './characters.ts'
import { markCode } from './code.ts'
import { dropHidden } from './comments.ts'
import { countsOf, linksOf } from './counts.ts'
import { mendFootnotes } from './footnotes.ts'
import { mendHeadings } from './headings.ts'
import { absorbHtml, pageAsMarkdown } from './html-to-markdown.ts'
import { type HasImage, mendImages, type OwnPicture } from './images.ts'
import { leadOf } from './lead.ts'
import { mendLines, takeDefinitions } from './lines.ts'
import { definitionsOf, linked, mendLinks, type OwnLink } from './links.ts'
import { cutLongBlocks } from './long-blocks.ts'
import { mendProse } from './prose.ts'
import { createNotes, type Notes } from './remarks.ts'
import { mendStructure } from './structure.ts'
import { mendParagraphs } from './text.ts'
import { stubsOf } from './undefined-references.ts'
import { writeChecked } from './write.ts'

export { cleanCharacters } from './characters.ts'

export type Cleaned = {
  /** Passes `readMarkdown` without complaints. Empty when nothing is left. */
  markdown: string
  /** The parsed tree of `markdown`. */
  parsed?: Root
  /** Line numbers refer to the source. */
  dropped: Dropped[]
  doubts: Doubt[]
  counts: ReturnType<typeof countsOf>
  /** The first paragraphs as one line of plain text, to make a summary of. */
  lead: string
  /** Web links in order, each address once. */
  links: { title: string; url: string }[]
  /** Images from the folder that the text shows. */
  images: { path: string; line: number }[]
  /** The text that was left out, for counting its words. */
  droppedWords: string[]
}

export type CleanOptions = { hasImage?: HasImage; ownPicture?: OwnPicture; ownLink?: OwnLink }

/**
 * Turns any Markdown into Markdown that the strict reader accepts without complaints.
 * @param lines one article, with line numbers of the source
 * @param options.hasImage says whether an image is in the folder, or why it is not shown; by default none is
 * @param options.ownPicture maps the address of a picture from elsewhere to its path in the folder
 * @param options.ownLink maps a relative address to the web address of what it means
 */
export const cleanMarkdown = (lines: readonly SourceLine[], options: CleanOptions = {}): Cleaned => {
  const notes = createNotes()
  const text = mendText(lines, notes)
  const lineOf = (line: number) =>
    text.lines[Math.min(line, text.lines.length) - 1]?.line ?? lines[0]?.line ?? 1
  const mapped: Notes = {
    ...notes,
    drop: (line, reason, words, endLine) =>
      notes.drop(lineOf(line), reason, words, endLine && lineOf(endLine)),
    doubt: (line, what) => notes.doubt(lineOf(line), what),
    doubtKind: (kind, line, what) => notes.doubtKind(kind, lineOf(line), what),
  }
  const source = text.lines.map((line) => line.text).join('\n')
  const tree = parseMarkdown(source)
  const definitions = definitionsOf(tree)
  return written(mendTree(absorbHtml(tree, mapped), definitions, mapped, options), mapped, lineOf)
}

/**
 * Turns an HTML page into Markdown that the strict reader accepts without complaints.
 * @param page from `parsePage`; modified in place
 */
export const cleanPage = (page: Html, options: CleanOptions = {}): Cleaned => {
  const notes = createNotes()
  return written(mendTree(pageAsMarkdown(page, notes), new Map(), notes, options), notes, () => 1)
}

const written = (mended: Root, notes: Notes, lineOf: (line: number) => number): Cleaned => {
  const { markdown, tree, parsed } = writeChecked(mended, notes)
  const images = nodesOf(tree).flatMap((node) =>
    node.type === 'image' && !/^https:/.test(node.url)
      ? [{ path: decodeURI(node.url), line: lineOf(node.position?.start.line ?? 1) }]
      : [],
  )
  return {
    markdown,
    ...(parsed && { parsed }),
    ...notes.all(),
    counts: countsOf(tree),
    lead: leadOf(tree),
    links: linksOf(tree),
    images,
  }
}

/** Escapes a one-line text so that Markdown shows it literally; web addresses in it become links. */
export const textAsMarkdown = (text: string): string => {
  const tree: Root = { type: 'root', children: [{ type: 'paragraph', children: linked(text) }] }
  return writeChecked(tree, createNotes()).markdown.trimEnd()
}

/** Repairs what must be right before parsing: characters, unclosed code, comments, definitions, lines, dollar signs. */
const mendText = (source: readonly SourceLine[], notes: Notes) => {
  const split = source.flatMap(({ line, text }) => text.split('\n').map((part) => ({ line, text: part })))
  const characters = cleanCharacters(split.map((line) => line.text).join('\n'))
  for (const { line, what } of characters.doubts) notes.doubt(split[line - 1]?.line ?? 1, what)
  const whole = characters.text.split('\n').map((text, at) => ({ line: split[at]?.line ?? 1, text }))
  const visible = dropHidden(markCode(whole, notes), notes)
  const { lines, definitions } = takeDefinitions(mendLines(visible, notes), notes)
  const mended = cutLongBlocks(mendParagraphs(lines, notes), notes)
  const blank = { line: mended.at(-1)?.line ?? 1, text: '' }
  const stubs = stubsOf(mended, definitions)
  return {
    lines: [
      ...mended,
      blank,
      ...definitions.flatMap((one) => [one, blank]),
      ...stubs.flatMap((one) => [one, blank]),
    ],
  }
}

/** Markdown and HTML take this one control character by its number; as a character, `cleanCharacters` has replaced it. */
const mendFormFeeds = (tree: Root): void => {
  for (const node of nodesOf(tree))
    for (const [key, value] of Object.entries(node))
      if (typeof value === 'string' && value.includes('\f'))
        Object.assign(node, { [key]: value.replaceAll('\f', ' ') })
}

const mendTree = (
  tree: Root,
  definitions: Map<string, Definition>,
  notes: Notes,
  { hasImage = () => false, ownPicture, ownLink }: CleanOptions,
): Root => {
  mendFormFeeds(tree)
  mendImages(tree, definitions, notes, hasImage, ownPicture)
  mendLinks(tree, definitions, notes, ownLink)
  mendFootnotes(tree, notes)
  mendProse(tree, notes)
  mendStructure(tree, notes)
  mendHeadings(tree)
  return tree
}
