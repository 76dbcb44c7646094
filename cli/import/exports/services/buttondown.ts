import { parse } from 'yaml'
import * as z from 'zod'
import { Stop } from '../../../terminal/terminal-io.ts'
import { type Archive, mostPostBytes, named, pathLike, readJson, readText } from '../archive.ts'
import { readCsv } from '../csv.ts'
import type { Export, Post, PostBody } from '../post.ts'

/** The fields of an e-mail, in a CSV table, in JSON or in front matter. */
const Email = z.object({
  subject: z.string().nullish(),
  slug: z.string().nullish(),
  publish_date: z.union([z.string(), z.date()]).nullish(),
  status: z.string().nullish(),
  email_type: z.string().nullish(),
  description: z.string().nullish(),
  image: z.string().nullish(),
  body: z.string().nullish(),
})
type Email = z.infer<typeof Email>

/**
 * Reads Buttondown's export: `emails.csv` or `emails.json` beside `emails/<slug>.md`, or, as its own command line
 * writes them, Markdown files with those fields in their front matter.
 * @returns undefined when it is not from Buttondown
 * @throws Stop when it is broken
 */
export const readButtondown = async (archive: Archive): Promise<Export | undefined> => {
  const texts = archive.paths.filter((path) => /(?:^|\/)emails\/[^/]+\.md$|^[^/]+\.md$/i.test(path))
  const known = await tableIn(archive)
  if (!known && !(await areEmails(archive, texts))) return undefined
  const rest = new Map(texts.map((path) => [slugOf(path), path]))
  const posts: Post[] = []
  for (const email of known ?? []) {
    const path = email.slug ? rest.get(email.slug) : undefined
    if (path) rest.delete(email.slug!)
    posts.push(await postOf(archive, path, email))
  }
  for (const path of rest.values()) posts.push(await postOf(archive, path, {}))
  return {
    service: 'Buttondown',
    posts,
    passedOver: [],
    audience: archive.paths.filter((path) => /(?:^|\/)(?:un)?subscribers?[^/]*\.(?:csv|json)$/i.test(path)),
  }
}

const slugOf = (path: string) => path.split('/').at(-1)!.replace(/\.md$/i, '')

const tableIn = async (archive: Archive): Promise<Email[] | undefined> => {
  const json = pathLike(archive, /(?:^|\/)emails\.json$/)
  const csv = pathLike(archive, /(?:^|\/)emails\.csv$/)
  const path = json ?? csv
  if (!path) return undefined
  const value = json ? await readJson(archive, json, { sign: '"subject"' }) : await readCsv(archive, csv!)
  if (!Array.isArray(value) || !value.every((one) => one && 'subject' in one)) return undefined
  const read = z.array(Email).safeParse(value)
  if (!read.success)
    throw new Stop(
      `${named(archive, path)} is not a valid export of Buttondown: ${read.error.issues[0]?.message}`,
    )
  return read.data
}

/**
 * Without a table, Buttondown's e-mails are recognised by a subject and a status, type or date in their front matter.
 */
const areEmails = async (archive: Archive, texts: readonly string[]): Promise<boolean> => {
  for (const path of texts.slice(0, 20)) {
    const { email } = headOf(await readText(archive, path, mostPostBytes))
    if (email.subject && (email.status || email.email_type || email.publish_date)) return true
  }
  return false
}

const headOf = (text: string): { email: Email; body: string } => {
  const [whole = '', yaml = ''] =
    /^\uFEFF?---\r?\n([\s\S]{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  try {
    const read = Email.safeParse(yaml ? parse(yaml, { maxAliasCount: 20 }) : {})
    return read.success ? { email: read.data, body: text.slice(whole.length) } : { email: {}, body: text }
  } catch {
    return { email: {}, body: text }
  }
}

/** Statuses of e-mails that were never sent. Any other status means that it was. */
const unsentReasons: Record<string, string> = {
  draft: 'a draft',
  scheduled: 'scheduled, not sent yet',
  about_to_send: 'not sent yet',
  errored: 'never sent',
  deleted: 'deleted',
}

const postOf = async (archive: Archive, path: string | undefined, row: Email): Promise<Post> => {
  const read = path ? headOf(await readText(archive, path, mostPostBytes)) : { email: {}, body: '' }
  const email: Email = { ...row, ...read.email }
  const slug = email.slug ?? (path && slugOf(path))
  const date = email.publish_date instanceof Date ? email.publish_date.toISOString() : email.publish_date
  const folder = path?.split('/').slice(0, -1).join('/')
  return {
    source: path ?? `emails/${slug}.md`,
    title: email.subject ?? '',
    slug: slug ?? undefined,
    date: date ?? undefined,
    summary: email.description || undefined,
    aliases: slug ? [`/archive/${slug}/`] : [],
    unsent: unsentReasons[email.status ?? ''],
    cover: email.image ? { src: email.image } : undefined,
    doubts: /private|premium|churned/.test(email.email_type ?? '')
      ? [`was for some readers only (${email.email_type}): published here, everybody can read it`]
      : [],
    body: async (): Promise<PostBody> =>
      bodyOf(path ? headOf(await readText(archive, path, mostPostBytes)).body : (row.body ?? ''), folder),
  }
}

/** The first line may name the editor it was written in; the `fancy` one stores HTML. */
const bodyOf = (text: string, folder: string | undefined): PostBody => {
  const [mark = '', mode] = /^\s*<!--\s*buttondown-editor-mode:\s*(\w+)\s*-->/.exec(text) ?? []
  const body = text.slice(mark.length)
  return {
    format: mode === 'fancy' || (!mode && /^\s*<(?:p|div|h\d|table)\b/i.test(body)) ? 'html' : 'markdown',
    text: body,
    ...(folder && { folder }),
  }
}
