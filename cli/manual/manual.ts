import { posix } from 'node:path'
import { type Html, html } from '../../functions/web/html.ts'
import { manualPage } from './layout.page.ts'
import { type PageText, readPage } from './markdown.ts'
import { allPages } from './pages.ts'

export type ManualParts = {
  version: string
  /** Reads a page's source, by its path from the top. */
  read: (source: string) => string
  /** Generated parts, by the names under which pages insert them. */
  generated: ReadonlyMap<string, () => Html>
}
export type ManualFile = { path: string; text: string }

/**
 * Makes every page of the manual.
 * @throws with every link that leads nowhere, every generated part that no page inserts, and every part that does not
 *   exist
 */
export const makeManual = ({ version, read, generated }: ManualParts): ManualFile[] => {
  const inserted = new Set<string>()
  const problems: string[] = []
  const pages = allPages.map(({ name, source }) => {
    const insert = (part: string): Html => {
      const make = generated.get(part)
      inserted.add(part)
      if (make) return make()
      problems.push(`${source}: there is no part {{${part}}}`)
      return html``
    }
    const text = readPage(read(source), { resolve: (href) => resolveFrom(source, href), insert })
    return { name, source, text }
  })
  const lost = [...generated.keys()].filter((part) => !inserted.has(part))
  problems.push(...lost.map((part) => `no page has {{${part}}}`), ...deadLinks(pages))
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const titles = new Map(pages.map(({ name, text }) => [name, text.title]))
  return pages.map(({ name, text }) => ({
    path: `${name}.html`,
    text: manualPage({ ...text, name, version, titles }),
  }))
}

/**
 * Turns a link between sources into one between pages. A link to anything else keeps its path, and is reported as dead.
 */
const resolveFrom = (source: string, href: string): string => {
  if (/^(https?:|mailto:|#)/.test(href)) return href
  const [path = '', anchor] = href.split('#')
  const target = posix.join(posix.dirname(source), path)
  const page = allPages.find((one) => one.source === target)
  return `${page ? `${page.name}.html` : path}${anchor ? `#${anchor}` : ''}`
}

type Page = { name: string; source: string; text: PageText }

const deadLinks = (pages: readonly Page[]): string[] => {
  const places = new Set(
    pages.flatMap(({ name, text }) => [
      `${name}.html`,
      ...[...text.body.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => `${name}.html#${id}`),
    ]),
  )
  return pages.flatMap(({ name, source, text }) =>
    [...`${text.lead.html}${text.body.html}`.matchAll(/ href="([^"]+)"/g)]
      .map(([, href = '']) => href)
      .filter((href) => !/^(https?:|mailto:)/.test(href))
      .filter((href) => !places.has(href.startsWith('#') ? `${name}.html${href}` : href))
      .map((href) => `${source}: the link ${href} leads nowhere`),
  )
}
