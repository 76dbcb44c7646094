import { setImmediate } from 'node:timers/promises'
import type { KeptMessage, MailSource } from '../../ses/mail-folder.ts'
import { type Mail, mailOf } from './mail.ts'
import { matcherOf } from './match.ts'
import { parseQuery } from './query.ts'
import type { Mark, Marks } from './read-and-deleted.ts'
import { createTexts } from './text-index.ts'

export type Counts = { total: number; unread: number }

export type Mailbox = {
  /** The mails that a search finds, newest first; all mails for an empty search. */
  find(query: string): Promise<Mail[]>
  get(id: string): Mail | undefined
  isUnread(id: string): boolean
  counts(): Counts
  mark(mark: Mark, ids: readonly string[]): void
  /** Calls the listener when a mail arrives, is read or is deleted. */
  onChange(listener: () => void): void
  end(): void
}

/** Milliseconds to read mails before yielding to the rest of the local cloud. */
const stretchMs = 25

/** All mails that are not deleted. */
export const createMailbox = (sources: readonly MailSource[], marks: Marks): Mailbox => {
  const texts = createTexts()
  const mails = new Map<string, Mail>()
  const listeners = new Set<() => void>()
  let newestFirst: Mail[] = []
  const follows = sources.map(({ follow }) => follow())
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const ends = sources.map(({ onSaved }) => onSaved(changed))

  const takeIn = () => {
    const more = follows.flatMap((next) => next()).filter(({ id }) => !marks.isDeleted(id))
    if (more.length === 0) return
    for (const message of more) mails.set(message.id, mailOf(message, texts))
    newestFirst = [...mails.values()].sort((one, other) => byTime(other.message, one.message))
  }
  return {
    find: async (query) => {
      takeIn()
      const terms = parseQuery(query)
      const all = newestFirst
      if (terms.length === 0) return all
      await readAll(all)
      return all.filter(matcherOf(terms, texts, marks.isUnread))
    },
    get: (id) => {
      takeIn()
      return mails.get(id)
    },
    isUnread: marks.isUnread,
    counts: () => {
      takeIn()
      const unread = newestFirst.reduce((sum, { message }) => sum + Number(marks.isUnread(message.id)), 0)
      return { total: newestFirst.length, unread }
    },
    mark: (mark, ids) => {
      takeIn()
      const known = ids.filter((id) => mails.has(id))
      marks.set(mark, known)
      if (mark === 'deleted') {
        for (const id of known) mails.delete(id)
        newestFirst = newestFirst.filter(({ message }) => mails.has(message.id))
      }
      if (known.length > 0) changed()
    },
    onChange: (listener) => void listeners.add(listener),
    end: () => {
      for (const end of ends) end()
    },
  }
}

/** Ids begin with the time and also order mails of the same millisecond. */
const byTime = (one: KeptMessage, other: KeptMessage): number =>
  one.at - other.at || (one.id < other.id ? -1 : 1)

const readAll = async (mails: readonly Mail[]) => {
  let until = performance.now() + stretchMs
  for (const mail of mails) {
    mail.searchable()
    if (performance.now() < until) continue
    await setImmediate()
    until = performance.now() + stretchMs
  }
}
