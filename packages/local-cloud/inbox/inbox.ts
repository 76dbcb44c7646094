import { lookup } from 'node:dns/promises'
import { createEventStream } from '../http/event-stream.ts'
import type { IsOwnHost } from '../http/hosts.ts'
import { serve } from '../http/serve.ts'
import type { MailSource } from '../ses/mail-folder.ts'
import type { Service } from '../types.ts'
import { answerGet } from './answer-get.ts'
import { answerPost } from './answer-post.ts'
import { always } from './answers.ts'
import { ask } from './links/fetch-link.ts'
import type { Tried } from './links/follow-link.ts'
import { createMailbox } from './mailbox/mailbox.ts'
import { openMarks } from './mailbox/read-and-deleted.ts'
import type { LookUp } from './message/pictures.ts'

export type InboxOptions = {
  port: number
  /** The folder in which read and deleted mails are recorded. */
  dir: string
  sources: readonly MailSource[]
  /** Origins of the local service, the only ones on this machine that a mail's pictures and link checks may reach. */
  ownOrigins: readonly string[]
  /** Unix ms. */
  now: () => number
  /** Default: the machine's own resolver. */
  lookUp?: LookUp
  /** Which host names it answers to. Default: the machine's own. */
  isOwnHost?: IsOwnHost
}

const lookUpAll: LookUp = (host) => lookup(host, { all: true })

/** Milliseconds for which changes are collected before open pages are notified. */
const gatherMs = 150

/**
 * Serves the mails that the local SES accepted and that topics sent, for reading in a browser: a list that can be
 * searched and updates itself, and for each mail its HTML (in a sandboxed frame), text, headers, source, attachments,
 * links, and what a careful sender checks. It works without scripts, and better with them. A GET changes nothing.
 */
export const startInbox = async (options: InboxOptions): Promise<Service & { url: string }> => {
  const { port, dir, sources, ownOrigins, now, isOwnHost, lookUp = lookUpAll } = options
  const mailbox = createMailbox(sources, openMarks(dir))
  const tried = new Map<string, ReadonlyMap<string, Tried>>()
  const events = createEventStream(always)
  let version = 0
  let telling: NodeJS.Timeout | undefined
  mailbox.onChange(() => {
    telling ??= setTimeout(() => {
      telling = undefined
      events.tell(String(++version))
    }, gatherMs)
  })
  const parts = { mailbox, tried, ownOrigins, lookUp, now, check: { ask, ownOrigins } }
  const server = await serve(
    port,
    (request) => (request.method === 'POST' ? answerPost(parts, request) : answerGet(parts, request)),
    isOwnHost,
    ({ method, path }, outgoing) => {
      if (method !== 'GET' || path !== '/events') return false
      events.listen(outgoing, String(version))
      return true
    },
  )
  const end = async () => {
    clearTimeout(telling)
    mailbox.end()
    await server.end()
  }
  return { url: server.url, end }
}
