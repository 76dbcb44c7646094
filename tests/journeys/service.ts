import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ParsedMail, simpleParser } from 'mailparser'
import { type CloudOptions, startCloud } from '#local-cloud'
import type { Problem, StoredMessage } from '#local-cloud/types'
import { withoutReaders } from '../../functions/runtime/without-readers.ts'
import { inviteAdmin } from './sign-in-to-console.ts'
import type { Files } from './small-issue.ts'

export type Mail = { stored: StoredMessage; parsed: ParsedMail; kind: string }

const hash = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/**
 * The deployed template on this machine, and the ways in that readers, editors and admins have.
 * Everything that waits gives up at once when the cloud meets a problem, or after `patienceMs`.
 */
export const startService = async (options: Partial<CloudOptions> = {}, patienceMs = 240_000) => {
  const dir = await mkdtemp(join(tmpdir(), 'masthead-test-'))
  const logged: string[] = []
  const cloud = await startCloud({
    assembly: 'cdk.out',
    dir,
    environment: ({ site }) => ({ SITE_URL: site }),
    // A run whose chances are to be the same again: SEED=… npm test -- …
    seed: process.env.SEED ? Number(process.env.SEED) : undefined,
    ...options,
    onLog: (name, line) => {
      if (withoutReaders(line) !== line) logged.push(`${name}: ${line}`)
      options.onLog?.(name, line)
    },
  })
  const chances = `SEED=${cloud.seed}`
  const site = cloud.addresses.site!
  const api = cloud.addresses.api!
  const token = await cloud.signToken({ 'cognito:groups': ['owner'] })
  let seen = 0
  /** How long publishing took last, ms: a measure of how busy this machine is. */
  let publishedMs = 0
  let expected: (problem: Problem) => boolean = () => false

  /** @throws the first problem that nobody expects */
  const check = () => {
    const problem = cloud
      .problems()
      .slice(seen)
      .find((one) => !expected(one))
    if (problem) throw new Error(`${problem.where} (${problem.kind}): ${problem.what} (${chances})`)
  }

  /** Asks until there is an answer. @param what for the message when there is none; a function says it at the end */
  const until = async <T>(
    what: string | (() => string),
    ask: () => T | Promise<T>,
  ): Promise<NonNullable<T>> => {
    const deadline = Date.now() + patienceMs
    for (;;) {
      check()
      const answer = await ask()
      if (answer) return answer as NonNullable<T>
      if (Date.now() > deadline) {
        const missed = typeof what === 'string' ? what : what()
        throw new Error(`Waited ${patienceMs} ms in vain for ${missed} (${chances})`)
      }
      await sleep(20)
    }
  }

  /** One person with an account, whose calls are told from those of others, and whose keys open something. */
  const owner = { email: 'owner@example.org', 'cognito:groups': ['owner'] }
  let invited: Promise<void> | undefined
  const invite = () =>
    inviteAdmin(cloud, owner.email, 'owner', 'A long enough 1!').catch((error: Error) => {
      // By an earlier start.
      if (error.name !== 'UsernameExistsException') throw error
    })
  const admin = async (method: string, path: string, body?: unknown, key?: string) => {
    invited ??= invite()
    await invited
    const answer = await fetch(`${api}${path}`, {
      method,
      headers: {
        // A new one each time: in some runs hours pass.
        authorization: `Bearer ${await cloud.signToken(owner)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, value: (await answer.json()) as Record<string, never> & Answered }
  }

  const mailsTo = async (address: string): Promise<Mail[]> => {
    const mine = await cloud.messages(({ destinations }) => destinations.includes(address))
    return Promise.all(
      mine.map(async (stored) => ({
        stored,
        parsed: await simpleParser(stored.raw),
        kind: stored.tags.kind ?? '',
      })),
    )
  }

  const post = (
    path: string,
    fields: Record<string, string | string[]>,
    headers: Record<string, string> = {},
  ) => {
    const body = new URLSearchParams()
    for (const [name, values] of Object.entries(fields))
      for (const value of [values].flat()) body.append(name, value)
    return fetch(path.startsWith('http') ? path : `${site}${path}`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    })
  }

  /** Signs up by the form of our own page, which has the token that it takes. */
  const signUp = async (fields: Record<string, string | string[]>, headers: Record<string, string> = {}) => {
    const page = await (await fetch(`${site}/subscribe`)).text()
    const token = /name="token" value="([^"]*)"/.exec(page)?.[1] ?? ''
    return post('/subscribe', { token, ...fields }, headers)
  }

  return {
    cloud,
    site,
    api,
    token,
    admin,
    post,
    signUp,
    until,
    check,
    mailsTo,
    /** From now on these problems are part of the story; those so far are forgotten. */
    expectProblems: (which: (problem: Problem) => boolean) => {
      expected = which
      seen = cloud.problems().length
    },

    /** Waits for a mail of a kind. @param after how many such mails came before */
    mail: (address: string, kind: string, after = 0): Promise<Mail> =>
      until(
        `a ${kind} mail`,
        async () => (await mailsTo(address)).filter((mail) => mail.kind === kind)[after],
      ),

    /** The first link on a page to another page of the site. */
    linkOn: async (page: Response, path: string): Promise<string> => {
      const link = [...(await page.text()).matchAll(/href="([^"]+)"/g)].find(([, url]) =>
        url!.includes(`${path}?`),
      )
      if (!link) throw new Error(`The page has no link to ${path}`)
      return link[1]!.replaceAll('&amp;', '&')
    },

    /** The first link in a mail's text to a page of the site. */
    linkIn: ({ parsed }: Mail, path: string): string => {
      const link = (parsed.text ?? '').split(/\s+/).find((word) => word.startsWith(`${site}${path}?`))
      if (!link) throw new Error(`The mail "${parsed.subject}" has no link to ${path}`)
      return link
    },

    /** Opens a page and sends its form for a path as it stands. @param change fields to send otherwise */
    press: async (
      url: string,
      action: string,
      change: Record<string, string | string[]> = {},
    ): Promise<Response> => {
      const forms = (await (await fetch(url)).text()).match(/<form[\s\S]*?<\/form>/g) ?? []
      const form = forms.find((one) => one.includes(`action="${action}`))
      if (!form) throw new Error(`The page ${new URL(url).pathname} has no form for ${action}`)
      const fields = [...form.matchAll(/<input[^>]*(?:type="hidden"|checked)[^>]*>/g)].map(([input]) => [
        /name="([^"]*)"/.exec(input)?.[1] ?? '',
        /value="([^"]*)"/.exec(input)?.[1] ?? '',
      ])
      const sent: Record<string, string[]> = {}
      for (const [name = '', value = ''] of fields) sent[name] = [...(sent[name] ?? []), value]
      return post(new URL(action, url).href, { ...sent, ...change })
    },

    /** Uploads an issue as the command does: blobs, then the manifest. @returns what came of it */
    publish: async (id: string, files: Files): Promise<Attempt> => {
      const began = Date.now()
      const manifest = {
        issue: id,
        files: Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, hash(bytes)])),
      }
      const before = (await admin('GET', `/api/issues/${id}`)).value.attempt?.at
      const { status, value } = await admin('POST', `/api/issues/${id}/uploads`, manifest)
      if (status !== 200) throw new Error(`The upload was answered with ${status}: ${JSON.stringify(value)}`)
      const put = async (url: string, body: string | Uint8Array) => {
        const answer = await fetch(url, { method: 'PUT', body: body as never })
        if (!answer.ok)
          throw new Error(`An upload was answered with ${answer.status}: ${await answer.text()}`)
      }
      const byKey = new Map(Object.values(files).map((bytes) => [`blobs/${hash(bytes)}`, bytes]))
      await Promise.all(value.uploads.map(({ key, url }) => put(url, byKey.get(key)!)))
      await put(value.manifest.url, canonical(manifest))
      const published = await until(`${id} to be published`, async () => {
        const { attempt } = (await admin('GET', `/api/issues/${id}`)).value
        return attempt?.manifest === value.manifest.sha256 && attempt.at !== before ? attempt : undefined
      })
      publishedMs = Date.now() - began
      return published
    },

    /** Near, but not so near that it is past before a schedule is made, Unix ms. @param ms at least so far ahead */
    soon: (ms: number) => Date.now() + Math.max(ms, 3 * publishedMs),

    finished: (send: string) =>
      until(`${send} to finish`, async () => {
        const { value } = await admin('GET', `/api/sends/${send}`)
        return value.state === 'finished' ? value : undefined
      }),

    /** @throws when a function logged who a reader is */
    end: async () => {
      await cloud.end()
      await rm(dir, { recursive: true, force: true })
      if (logged.length > 0) throw new Error(`Logs name readers:\n${logged.join('\n')}`)
    },
  }
}
export type Service = Awaited<ReturnType<typeof startService>>

export type Attempt = {
  at: string
  manifest: string
  outcome: 'published' | 'unchanged' | 'refused'
  problems: { file: string; line?: number; reason: string }[]
}

type Answered = {
  uploads: { key: string; url: string }[]
  manifest: { url: string; sha256: string }
  attempt?: Attempt
  published?: { editions: Record<string, string> }
  state: string
  send: { id: string }
  audience: Record<'candidates' | 'accepted' | 'uncertain' | 'waiting', number> &
    Record<'excluded' | 'failed', Record<string, number>>
  reports: { unsubscribed: number; worthReading: number; notWorthReading: number }
  problems: { field?: string; message: string }[]
}

/** The manifest's own form: files in the order of their paths, no spaces. */
const canonical = ({ issue, files }: { issue: string; files: Record<string, string> }) =>
  JSON.stringify({
    issue,
    files: Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))),
  })
