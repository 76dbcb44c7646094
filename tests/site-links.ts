import { type DefaultTreeAdapterMap, parse } from 'parse5'

type Node = DefaultTreeAdapterMap['node']

const attributes = ['href', 'src', 'srcset', 'action', 'content']

/** The addresses in an attribute: one, or those of a picture's versions, each with its width. */
const valuesOf = (name: string, value: string): string[] =>
  name === 'srcset' ? value.split(/\s+\d+w,?\s*/) : [value]

/** Addresses that a page of the site leads to, loads or names, on the site itself: as paths, without query or anchor. */
export const linksIn = (page: string, siteUrl: string): string[] => {
  const found = new Set<string>()
  const visit = (node: Node) => {
    for (const { name, value } of 'attrs' in node ? node.attrs : [])
      for (const address of attributes.includes(name) ? valuesOf(name, value) : []) {
        const url = /^(\/(?!\/)|https?:)/.test(address) ? new URL(address, siteUrl) : undefined
        if (url?.origin === siteUrl) found.add(url.pathname)
      }
    for (const child of 'childNodes' in node ? node.childNodes : []) visit(child)
  }
  visit(parse(page))
  return [...found]
}

/** Addresses on the site that stand as texts, as feeds and site maps have them, also in HTML within; and style sheets. */
export const addressesIn = (text: string, siteUrl: string): string[] => [
  ...[...text.replaceAll(/&quot;|\\"/g, '"').matchAll(/https?:\/\/[^\s<>"'\]]+/g)]
    .map(([address]) => new URL(address.replaceAll('&amp;', '&')))
    .filter(({ origin }) => origin === siteUrl)
    .map(({ pathname }) => pathname),
  ...[...text.matchAll(/<\?xml-stylesheet [^>]*href="([^"]+)"/g)].map(([, path]) => path!),
]

/** Paths that a function answers. */
const isLive = (path: string) => /^\/(subscribe|confirm|preferences|unsubscribe|api)\b/.test(path)

/** Drawn after readers have every page: only previews of a link ask for one. */
const isCard = (path: string) => path.startsWith('/cards/')

/** What lies at a path of the site, and whether it is answered with 200. */
export type Site = (key: string) => { body: string; isGone: boolean } | undefined

const keyOf = (path: string) => decodeURI(path).slice(1) + (path.endsWith('/') ? 'index.html' : '')

/**
 * Follows every link on the site, from some paths on, whatever page or list it stands on.
 * @returns what was come to, and each link that leads to nothing, as `where → to`
 */
export const follow = (site: Site, from: readonly string[], siteUrl: string) => {
  const seen = new Set(from)
  const dead: string[] = []
  for (const path of seen) {
    const { body } = site(keyOf(path))!
    const links = /(^|\/|\.html)$/.test(path)
      ? linksIn(body, siteUrl)
      : /\.(xml|atom|opml|json|txt|webmanifest)$/.test(path)
        ? addressesIn(body, siteUrl)
        : []
    for (const to of links) {
      if (isLive(to) || isCard(to)) continue
      const found = site(keyOf(to))
      if (!found || found.isGone) dead.push(`${path} → ${to}`)
      else seen.add(to)
    }
  }
  return { seen: [...seen], dead: [...new Set(dead)] }
}
