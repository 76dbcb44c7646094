import { type Archive, pathLike, readText } from '../archive.ts'
import type { Export, PassedOver, Post, PostBody } from '../post.ts'
import { type Attachments, wordpressHtml } from './wordpress-text.ts'
import { readWxr, type WxrItem } from './wxr.ts'

/**
 * Reads WordPress's export (Tools → Export): WXR, in one file or, for a large site, several.
 * @returns undefined when it is not from WordPress
 * @throws Stop when it is broken
 */
export const readWordpress = async (archive: Archive): Promise<Export | undefined> => {
  if (!pathLike(archive, /\.xml$/i)) return undefined
  const items: WxrItem[] = []
  const authors = new Map<string, string>()
  let found = false
  for (const path of archive.paths.filter((one) => /\.xml$/i.test(one))) {
    const xml = await readText(archive, path)
    if (!/wordpress\.org\/export\//.test(xml.slice(0, 20_000))) continue
    const read = readWxr(xml, archive.paths.length === 1 ? archive.name : path)
    found ||= read.isWxr
    for (const item of read.items) items.push(item)
    for (const [login, name] of read.authors) authors.set(login, name)
  }
  if (!found) return undefined
  const attachments: Attachments = new Map(
    items.flatMap(({ fields }) => {
      const url = fields['wp:attachment_url']
      return url ? [[fields['wp:post_id'] ?? '', url] as const] : []
    }),
  )
  const passedOver: PassedOver[] = []
  const others = new Map<string, number>()
  const posts = items.flatMap((item): Post[] => {
    const { fields } = item
    const type = fields['wp:post_type'] ?? ''
    const title = fields.title ?? ''
    const source = fields['wp:post_name'] || `post ${fields['wp:post_id']}`
    if (!taken.has(type)) {
      if (type === 'page') passedOver.push({ source, title, reason: 'a page, not a post' })
      else if (type !== 'attachment') others.set(type, (others.get(type) ?? 0) + 1)
      return []
    }
    if (fields['wp:status'] === 'trash') {
      passedOver.push({ source, title, reason: 'in the trash' })
      return []
    }
    return [{ ...postOf(item, source, attachments), author: authors.get(fields['dc:creator'] ?? '') }]
  })
  for (const [type, count] of others) passedOver.push({ source: `${count} × ${type}`, reason: 'not posts' })
  return {
    service: 'WordPress',
    posts,
    passedOver,
    audience: archive.paths.filter((path) => /(?:subscribers?|members|users)[^/]*\.csv$/i.test(path)),
  }
}

const taken = new Set(['post', 'newsletter', 'newsletters', 'newspack_nl_cpt'])

const unsentReasons: Record<string, string> = {
  draft: 'a draft',
  'auto-draft': 'a draft',
  pending: 'waiting for review',
  future: 'scheduled, not out yet',
  private: 'private',
}

const postOf = (item: WxrItem, source: string, attachments: Attachments): Post => {
  const { fields, terms, meta } = item
  const cover = attachments.get(meta.get('_thumbnail_id') ?? '')
  const alias = pathOf(fields.link)
  const local = fields['wp:post_date'] ?? ''
  return {
    source,
    title: fields.title ?? '',
    slug: decoded(fields['wp:post_name'] ?? '') || undefined,
    date: local.startsWith('0000') ? undefined : local || fields.pubDate,
    summary:
      fields['excerpt:encoded']
        ?.replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim() || undefined,
    tags: terms.filter(({ domain }) => domain === 'category').map(({ name }) => name),
    aliases: alias ? [alias] : [],
    unsent:
      unsentReasons[fields['wp:status'] ?? ''] ??
      (fields['wp:post_password'] ? 'behind a password' : undefined),
    cover: cover ? { src: cover } : undefined,
    doubts: alias ? [] : ['its old address has no path of its own, so that nothing leads from there'],
    body: (): PostBody => {
      const leftOut: { what: string; words: string }[] = []
      const text = wordpressHtml(fields['content:encoded'] ?? '', attachments, (what, words) =>
        leftOut.push({ what, words }),
      )
      return { format: 'html', text, leftOut }
    },
  }
}

const pathOf = (link: string | undefined): string | undefined => {
  if (!link || !URL.canParse(link)) return undefined
  const { pathname, search } = new URL(link)
  return pathname === '/' || /[?&](?:p|page_id)=/.test(search) ? undefined : decoded(pathname)
}

/** WordPress percent-encodes slugs in non-Latin scripts. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
