import { type Archive, mostPostBytes, pathLike, readText } from '../archive.ts'
import { type Row, readCsv } from '../csv.ts'
import type { Export, PassedOver, Post } from '../post.ts'
import { titleInHtml } from './html-title.ts'

/**
 * Reads Mailchimp's account export (`campaigns.csv` and `campaigns_content/*.html`, beside `lists/` or `audiences/`),
 * or a zip of campaigns that were exported one by one.
 * @returns undefined when it is not from Mailchimp
 */
export const readMailchimp = async (archive: Archive): Promise<Export | undefined> => {
  const table = pathLike(archive, /(?:^|\/)campaigns\.csv$/i)
  const pages = archive.paths.filter((path) => /\.html?$/i.test(path) && !/(?:^|\/)templates?\//i.test(path))
  const inFolder = pages.filter((path) => /(?:^|\/)campaigns(?:_content)?\//i.test(path))
  const files = inFolder.length > 0 ? inFolder : pages
  const texts = await Promise.all(
    files.slice(0, 20).map((path) => readText(archive, path, mostPostBytes).catch(() => '')),
  )
  const isOurs =
    table !== undefined ||
    inFolder.length > 0 ||
    texts.some((one) => /\*\|[A-Z_:]+\|\*|mcn|mailchimp/i.test(one))
  if (files.length === 0 || !isOurs) return undefined
  const rows = table ? await readCsv(archive, table) : []
  const passedOver: PassedOver[] = []
  const taken = new Set<string>()
  const posts: Post[] = []
  for (const row of rows) {
    const path = files.find((one) => !taken.has(one) && isOf(one, row))
    if (path) {
      taken.add(path)
      posts.push(await postOf(archive, path, row))
    } else
      passedOver.push({ source: row.title ?? row.subject ?? '', reason: 'its text is not in the export' })
  }
  for (const path of files) if (!taken.has(path)) posts.push(await postOf(archive, path, {}))
  return {
    service: 'Mailchimp',
    posts,
    passedOver,
    audience: archive.paths.filter((path) =>
      /(?:^|\/)(?:lists|audiences?|members)\/.*\.csv$|_members_[^/]*\.csv$/i.test(path),
    ),
  }
}

/** Whether a file belongs to a row: file names consist of a number and the campaign's title. */
const isOf = (path: string, row: Row): boolean => {
  const name = wordsOf(
    path
      .split('/')
      .at(-1)!
      .replace(/\.html?$/i, ''),
  )
  const keys = [row['unique id'], row.title, row.subject].filter((key) => key).map((key) => wordsOf(key!))
  return keys.some(
    (key) => key !== '' && (name === key || name.replace(/^\d+ /, '') === key || name.endsWith(` ${key}`)),
  )
}

const wordsOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const postOf = async (archive: Archive, path: string, row: Row): Promise<Post> => {
  const text = await readText(archive, path, mostPostBytes)
  const date = row['send date'] ?? row['send time'] ?? ''
  return {
    source: path,
    title: row.subject || row.title || titleInHtml(text) || '',
    slug: row.title || row.subject || undefined,
    date: date || undefined,
    summary: previewIn(text),
    aliases: [],
    unsent: 'send date' in row && date === '' ? 'never sent' : undefined,
    body: async () => ({ format: 'html', text: await readText(archive, path, mostPostBytes) }),
  }
}

/** The preheader, which mail programs show beside the subject. */
const previewIn = (html: string): string | undefined => {
  const [, inner = ''] = /class="mcnPreviewText"[^>]*>([^<]{1,500})</.exec(html) ?? []
  const text = inner.replace(/\*\|[^|]*\|\*/g, '').trim()
  return text || undefined
}
