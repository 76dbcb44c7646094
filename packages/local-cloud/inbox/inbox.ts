import { simpleParser } from 'mailparser'
import type { IsOwnHost } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
import type { Request, Response, Service, StoredMessage } from '../types.ts'
import { listPage, messagePage, previewPage, type Read } from './pages.ts'

export type InboxOptions = {
  port: number
  messages: () => Promise<StoredMessage[]>
  /** By what names it answers; by the machine's own when absent. */
  isOwnHost?: IsOwnHost
}

const perPage = 50
// A message is a stranger's markup: no script runs, whatever it holds.
const pagePolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'none'"
const previewPolicy =
  "default-src 'none'; img-src * data:; font-src * data:; style-src 'unsafe-inline' *; " +
  'sandbox allow-popups allow-popups-to-escape-sandbox'

/**
 * Serves what the local SES accepted and what topics mailed, for reading in a browser: a list, each message's HTML (in a sandboxed frame),
 * text and headers, and the raw message. GET only; it changes nothing.
 */
export const startInbox = async ({
  port,
  messages,
  isOwnHost,
}: InboxOptions): Promise<Service & { url: string }> => {
  const list = async (query: string) => {
    const newest = (await messages()).sort((left, right) => right.at - left.at)
    const start = Math.max(0, Number(new URLSearchParams(query).get('start')) || 0)
    const reads = await Promise.all(newest.slice(start, start + perPage).map(read))
    return page(listPage(reads, newest.length, start))
  }
  const one = async (id: string, part: string | undefined) => {
    const message = (await messages()).find((it) => it.id === id)
    if (!message) return notFound
    if (part === 'raw') return rawMessage(message)
    const parsed = await read(message)
    return part === 'html' ? page(previewPage(parsed), previewPolicy) : page(messagePage(parsed))
  }
  const answer = async ({ method, path, query }: Request) => {
    if (method !== 'GET' && method !== 'HEAD')
      return { status: 405, headers: { allow: 'GET, HEAD' }, body: '' }
    if (path === '/') return list(query)
    const [, id, part] = /^\/message\/([^/]+)(?:\/(raw|html))?$/.exec(path) ?? []
    return id === undefined ? notFound : one(decodeURIComponent(id), part)
  }
  return serve(port, answer, isOwnHost)
}

const read = async (message: StoredMessage): Promise<Read> => ({
  message,
  mail: await simpleParser(message.raw),
})

const notFound: Response = {
  status: 404,
  headers: { 'content-type': 'text/plain' },
  body: 'There is no such message.\n',
}

const page = (body: string, policy = pagePolicy): Response => ({
  status: 200,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
  body,
})

const rawMessage = ({ id, raw }: StoredMessage): Response => ({
  status: 200,
  headers: {
    'content-type': 'message/rfc822',
    'content-disposition': `attachment; filename="${id.replace(/[^\w.-]/g, '_')}.eml"`,
    'x-content-type-options': 'nosniff',
  },
  body: raw,
})
