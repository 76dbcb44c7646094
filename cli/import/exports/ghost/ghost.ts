import * as z from 'zod'
import { Stop } from '../../../terminal/terminal-io.ts'
import { type Archive, named, pathLike, readJson } from '../archive.ts'
import type { Export, PassedOver, Post, PostBody } from '../post.ts'
import { lexicalHtml } from './lexical.ts'
import { mobiledocHtml } from './mobiledoc.ts'

const text = z.string().nullish()
const id = z.union([z.string(), z.number()]).transform(String)
const GhostPost = z.object({
  id,
  title: text,
  slug: text,
  type: text,
  page: z.union([z.boolean(), z.number()]).nullish(),
  status: text,
  visibility: text,
  locale: text,
  html: text,
  lexical: text,
  mobiledoc: text,
  feature_image: text,
  custom_excerpt: text,
  published_at: z.union([z.string(), z.number()]).nullish(),
})
type GhostPost = z.infer<typeof GhostPost>
const rows = <Row extends z.ZodType>(row: Row) =>
  z
    .array(row)
    .nullish()
    .transform((found) => found ?? [])
const GhostData = z.object({
  posts: z.array(GhostPost),
  posts_meta: rows(z.object({ post_id: id, feature_image_alt: text, custom_excerpt: text })),
  tags: rows(z.object({ id, name: text })),
  posts_tags: rows(z.object({ post_id: id, tag_id: id, sort_order: z.number().nullish() })),
  users: rows(z.object({ id, name: text })),
  posts_authors: rows(z.object({ post_id: id, author_id: id, sort_order: z.number().nullish() })),
  members: rows(z.unknown()),
  subscribers: rows(z.unknown()),
})
type GhostData = z.infer<typeof GhostData>

/** Finds the data in one of Ghost's files: `{ db: [{ meta, data }] }`, in old ones `{ meta, data }`. */
const dataIn = (value: unknown): unknown => {
  const whole = value as { db?: { data?: { posts?: unknown } }[]; data?: { posts?: unknown } } | null
  const data = whole?.db?.[0]?.data ?? whole?.data
  return Array.isArray(data?.posts) ? data : undefined
}

/**
 * Reads Ghost's export (Settings → Migration): one JSON file, perhaps in a zip with `content/images`.
 * @returns undefined when it is not from Ghost
 * @throws Stop when it is broken
 */
export const readGhost = async (archive: Archive): Promise<Export | undefined> => {
  const path = pathLike(archive, /(?:^|\/)[^/]*ghost[^/]*\.json$|^[^/]+\.json$/i)
  if (!path) return undefined
  const value = await readJson(archive, path, { sign: '"posts"' })
  const data = dataIn(value)
  if (data === undefined) return undefined
  const read = GhostData.safeParse(data)
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Stop(
      `${named(archive, path)} is not a valid export of Ghost: ${issue?.path.join('.')} ${issue?.message}`,
    )
  }
  const { members, subscribers } = read.data
  const passedOver: PassedOver[] = []
  const posts = read.data.posts.flatMap((post): Post[] => {
    if (post.type === 'page' || post.page === true || post.page === 1) {
      passedOver.push({ source: sourceOf(post), title: post.title ?? '', reason: 'a page, not a post' })
      return []
    }
    return [postOf(post, read.data)]
  })
  const readers = [...members, ...subscribers].length
  const csv = archive.paths.filter((one) => /(?:^|\/)members[^/]*\.csv$/i.test(one))
  return {
    service: 'Ghost',
    posts,
    passedOver,
    audience: [
      ...(readers > 0 ? [`${readers} ${readers === 1 ? 'member' : 'members'} in ${path}`] : []),
      ...csv,
    ],
  }
}

const sourceOf = ({ slug, id: key }: GhostPost) => slug || `post ${key}`

const postOf = (post: GhostPost, data: GhostData): Post => {
  const meta = data.posts_meta.find(({ post_id }) => post_id === post.id)
  const published = post.published_at
  return {
    source: sourceOf(post),
    title: post.title ?? '',
    slug: post.slug ?? undefined,
    date: typeof published === 'number' ? new Date(published).toISOString() : zoned(published ?? ''),
    summary: post.custom_excerpt || meta?.custom_excerpt || undefined,
    author: listed(post.id, data.posts_authors, ({ author_id }) => nameOf(data.users, author_id)).join(', '),
    language: post.locale ?? undefined,
    tags: listed(post.id, data.posts_tags, ({ tag_id }) => nameOf(data.tags, tag_id)).filter(
      (name) => !name.startsWith('#'),
    ),
    aliases: post.slug ? [`/${post.slug}/`] : [],
    unsent: unsentReasons[post.status ?? ''],
    cover: post.feature_image
      ? { src: siteless(post.feature_image), alt: meta?.feature_image_alt ?? undefined }
      : undefined,
    doubts: post.visibility && post.visibility !== 'public' ? [forSome(post.visibility)] : [],
    body: () => bodyOf(post),
  }
}

const unsentReasons: Record<string, string> = {
  draft: 'a draft',
  scheduled: 'scheduled, not sent yet',
}

const forSome = (visibility: string) =>
  `was for ${visibility === 'paid' ? 'paying members' : visibility === 'members' ? 'members' : 'some'} only: published here, everybody can read it`

/** Ghost writes times in UTC; old exports do not say so. */
const zoned = (date: string): string | undefined =>
  date === '' ? undefined : /Z|[+-]\d\d:?\d\d$/.test(date) ? date : `${date.replace(' ', 'T')}Z`

const nameOf = (named: readonly { id: string; name?: string | null | undefined }[], wanted: string): string =>
  named.find((one) => one.id === wanted)?.name ?? ''

const listed = <Row extends { post_id: string; sort_order?: number | null | undefined }>(
  post: string,
  all: readonly Row[],
  name: (row: Row) => string,
): string[] =>
  all
    .filter(({ post_id }) => post_id === post)
    .toSorted((a, b) => (a.sort_order ?? 0) - (b.sort_order ?? 0))
    .map(name)
    .filter((one) => one !== '')

/** The text from the author's editor; if that cannot be read, the HTML that Ghost rendered. */
const bodyOf = (post: GhostPost): PostBody => {
  const leftOut: PostBody['leftOut'] = []
  const tell = (what: string, words: string) => void leftOut?.push({ what, words })
  const own =
    (post.lexical && lexicalHtml(post.lexical, tell)) ||
    (post.mobiledoc && mobiledocHtml(post.mobiledoc, tell))
  const html = own || post.html || ''
  return {
    format: 'html',
    text: siteless(html),
    leftOut,
    // Comparing with the words that Ghost itself rendered finds what our own readers may have lost.
    ...(own && post.html && { shown: post.html }),
  }
}

const siteless = (html: string): string => html.replaceAll('__GHOST_URL__', '')
