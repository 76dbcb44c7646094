import { extname } from 'node:path'
import * as z from 'zod'
import { Stop } from '../../../terminal/terminal-io.ts'
import { type Archive, named, readJson, readText } from '../archive.ts'
import { readCsv } from '../csv.ts'
import type { Export, Post, PostBody } from '../post.ts'

const text = z.string().nullish()
const tags = z
  .union([z.array(z.string()), z.string()])
  .nullish()
  .transform((said) => (typeof said === 'string' ? said.replace(/^\{|\}$/g, '').split(',') : (said ?? [])))
const Campaign = z.object({
  uuid: text,
  name: text,
  subject: text,
  body: text,
  content_type: text,
  status: text,
  type: text,
  started_at: text,
  send_at: text,
  created_at: text,
  archive_slug: text,
  tags,
})
type Campaign = z.infer<typeof Campaign>

/** Finds campaigns in what `GET /api/campaigns` returns, for one or many, or in a plain list. */
const campaignsIn = (value: unknown): unknown[] | undefined => {
  const data = (value as { data?: unknown } | null)?.data ?? value
  const list = (data as { results?: unknown } | null)?.results ?? (Array.isArray(data) ? data : [data])
  return Array.isArray(list) && list.length > 0 && list.every(isCampaign) ? list : undefined
}

const isCampaign = (one: unknown): boolean =>
  typeof one === 'object' && one !== null && 'content_type' in one && 'subject' in one && 'body' in one

/**
 * Reads listmonk's campaigns. It has no export of them, so these are its API's response (`/api/campaigns?per_page=all`)
 * or its database table as CSV.
 * @returns undefined when there are none
 * @throws Stop when a file is broken
 */
export const readListmonk = async (archive: Archive): Promise<Export | undefined> => {
  const found: Campaign[] = []
  for (const path of archive.paths) {
    const ending = extname(path).toLowerCase()
    if (ending !== '.json' && ending !== '.csv') continue
    const value =
      ending === '.json' ? await readJson(archive, path, { sign }) : await readTable(archive, path)
    const campaigns = campaignsIn(value)
    if (!campaigns) continue
    const read = z.array(Campaign).safeParse(campaigns)
    if (!read.success)
      throw new Stop(
        `${named(archive, path)} is not a valid list of listmonk’s campaigns: ${read.error.issues[0]?.message}`,
      )
    found.push(...read.data)
  }
  if (found.length === 0) return undefined
  return {
    service: 'listmonk',
    posts: found.filter(({ type }) => type !== 'optin').map(postOf),
    passedOver: found
      .filter(({ type }) => type === 'optin')
      .map(({ name, subject }) => ({
        source: name ?? '',
        title: subject ?? '',
        reason: 'asks readers to confirm: not an issue',
      })),
    audience: archive.paths.filter((path) => /subscribers?[^/]*\.(?:csv|json)$/i.test(path)),
  }
}

const sign = '"content_type"'

const readTable = async (archive: Archive, path: string) =>
  /\bcontent_type\b/.test((await readText(archive, path)).slice(0, 10_000))
    ? readCsv(archive, path)
    : undefined

const sent = new Set(['finished', 'running', 'paused', 'cancelled'])

const postOf = (campaign: Campaign): Post => {
  const { name, subject, status, started_at, send_at, created_at, uuid, archive_slug } = campaign
  const unsent =
    sent.has(status ?? '') && (started_at || status === 'finished')
      ? undefined
      : `${status ?? 'draft'}, not sent`
  return {
    source: name || uuid || '',
    title: withoutTemplates(subject ?? ''),
    slug: archive_slug || name || undefined,
    date: started_at || send_at || created_at || undefined,
    tags: campaign.tags.map((tag) => tag.trim()),
    aliases: [archive_slug, uuid].flatMap((key) => (key ? [`/archive/${key}`] : [])),
    unsent,
    body: () => bodyOf(campaign),
  }
}

const withoutTemplates = (subject: string): string => subject.replace(/[\s,]*\{\{[^}]*\}\}/g, '').trim()

/** Replaces click-tracking links by their targets (listmonk, “Templating”). */
const bodyOf = ({ body, content_type: type }: Campaign): PostBody => ({
  format: type === 'markdown' || type === 'plain' ? 'markdown' : 'html',
  text: (body ?? '')
    .replace(/\{\{-?\s*TrackLink\s+["'`]([^"'`]{1,2000})["'`][^}]{0,50}\}\}/g, '$1')
    .replace(/@TrackLink\b/g, ''),
})
