import { type Archive, mostPostBytes, pathLike, readText } from '../archive.ts'
import { type Row, readCsv } from '../csv.ts'
import type { Export, PassedOver, Post } from '../post.ts'

/**
 * Reads Substack's export (Settings → Import / Export): `posts.csv`, `posts/<id>.<slug>.html`, and tables of readers,
 * which are not read.
 * @returns undefined when it is not from Substack
 */
export const readSubstack = async (archive: Archive): Promise<Export | undefined> => {
  const table = pathLike(archive, /(?:^|\/)posts\.csv$/)
  if (!table) return undefined
  const rows = await readCsv(archive, table)
  if (!rows.every((row) => 'post_id' in row)) return undefined
  const files = new Map(
    archive.paths
      .filter((path) => path.endsWith('.html'))
      .map((path) => [
        path
          .split('/')
          .at(-1)!
          .replace(/\.html$/, ''),
        path,
      ]),
  )
  const passedOver: PassedOver[] = []
  const posts = rows.flatMap((row): Post[] => {
    const { post_id: source = '', title, type } = row
    const path = files.get(source) ?? files.get(source.split('.')[0]!)
    const reason = othersThanPosts[type ?? ''] ?? (path ? undefined : 'its text is not in the export')
    if (path)
      files.delete(
        path
          .split('/')
          .at(-1)!
          .replace(/\.html$/, ''),
      )
    if (reason || !path) {
      passedOver.push({ source, title, reason: reason! })
      return []
    }
    return [postOf(row, archive, path)]
  })
  for (const path of files.values())
    if (/(?:^|\/)posts\//.test(path)) passedOver.push({ source: path, reason: 'is not in posts.csv' })
  return {
    service: 'Substack',
    posts,
    passedOver,
    audience: archive.paths.filter((path) =>
      /(?:^|\/)(?:email_list[^/]*|subscribers?[^/]*|posts\/[^/]*\.(?:delivers|opens))\.csv$/i.test(path),
    ),
  }
}

const othersThanPosts: Record<string, string> = {
  page: 'a page, not a post',
  thread: 'a discussion, not a post',
  chat: 'a chat, not a post',
  restack: 'somebody else’s post, shared',
}

const forSome: Record<string, string> = {
  only_paid: 'paying readers',
  founding: 'founding members',
  only_free: 'free readers',
}

/** Footnote numbers, which do not count as words because notes are renumbered. */
const noteNumber = /<a\b[^>]{0,500}?\bclass="footnote-(?:anchor|number)"[^>]{0,500}>[^<]{0,20}<\/a>/g

const postOf = (row: Row, archive: Archive, path: string): Post => {
  const { post_id: source = '', audience = '', podcast_url: podcast } = row
  const slug = source.split('.').slice(1).join('.') || path.split('/').at(-1)!.split('.')[1]
  const doubts = [
    ...(forSome[audience]
      ? [`was for ${forSome[audience]} only: published here, everybody can read it`]
      : []),
    ...(podcast ? [`its sound is not in the export: ${podcast}`] : []),
  ]
  return {
    source: path,
    title: row.title ?? '',
    slug,
    date: row.post_date || row.email_sent_at,
    summary: row.subtitle || undefined,
    aliases: slug ? [`/p/${slug}`] : [],
    unsent: row.is_published?.toLowerCase() === 'true' ? undefined : 'a draft',
    doubts,
    body: async () => {
      const text = await readText(archive, path, mostPostBytes)
      return { format: 'html', text, shown: text.replace(noteNumber, ' ') }
    },
  }
}
