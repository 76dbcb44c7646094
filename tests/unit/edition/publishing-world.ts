import { AsyncLocalStorage } from 'node:async_hooks'
import { packagedCardFiles } from '../../../cli/editions/card-files.ts'
import { createDrawSvg } from '../../../functions/edition/card/draw-card.ts'
import { icons } from '../../../functions/edition/card/logo.ts'
import { iconFile } from '../../../functions/edition/lists/web-manifest.ts'
import type { Card } from '../../../functions/edition/model/card.ts'
import type {
  Attempt,
  Pictures,
  PublishedIssue,
  Unpublishing,
} from '../../../functions/edition/model/edition.table.ts'
import type { SiteFile } from '../../../functions/edition/model/edition.ts'
import type { FullText } from '../../../functions/edition/model/full-texts.ts'
import { newestFirst } from '../../../functions/edition/model/newest-first.ts'
import type { Publisher } from '../../../functions/edition/model/publisher.ts'
import { createPublish } from '../../../functions/edition/publish/publish.ts'
import type { Announcement } from '../../../functions/edition/publish/publish-deps.ts'
import { createWriteCards } from '../../../functions/edition/publish/write-cards.ts'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import {
  blobKey,
  goneManifestJson,
  manifestJson,
  manifestKey,
  manifestOf,
  sha256,
} from '../../../functions/issue/manifest.ts'
import { aFolder, aPublication, noon } from '../../builders.ts'

/**
 * Lists that are written in one breath with the archive and the feed, and from the same state. To die at each of them
 * too, or to meet another run there, would take minutes and say nothing new: such writes are not counted.
 */
const likeTheArchive =
  /^site (\w+\/(sections|search|years)\/|\w+\/(feed\.(atom|json)|feeds\.opml|search\.json)|sitemap|assets\/(search|feed))/

/** Buckets, table and queue in memory. Every call to one of them is counted, and one of them can be the last. */
export const aWorld = () => {
  const content = new Map<string, Uint8Array>()
  const site = new Map<string, string>()
  const gone = new Set<string>()
  const moved = new Map<string, string>()
  const editions = new Map<string, string>()
  const issues = new Map<string, PublishedIssue>()
  const attempts = new Map<string, Attempt>()
  const cards = new Map<string, string[]>()
  const begun = new Map<string, readonly string[]>()
  const previous = new Map<string, PublishedIssue>()
  const pictures = new Map<string, Pictures>()
  const pages = new Map<string, string>()
  const texts = new Map<string, FullText[]>()
  const wishes = new Map<string, Unpublishing>()
  const uploaders = new Map<string, Publisher>()
  const publishers: string[] = []
  const messages: Announcement[] = []
  const world = {
    content,
    site,
    /** Keys of what is answered with 410. */
    gone,
    /** Keys of what is answered with 301, and where that leads. */
    moved,
    editions,
    issues,
    attempts,
    cards,
    previous,
    /** Where pages of issues may be that have no row yet. */
    begun,
    pictures,
    pages,
    texts,
    wishes,
    /** Who asked for an upload, by issue and manifest; and who was noted to have published what. */
    uploaders,
    publishers,
    messages,
    /** Cards that lack letters. */
    missing: [] as string[],
    /** Writes, in order. */
    log: [] as string[],
    calls: 0,
    /** The call at which the function is killed, before or after it took effect. */
    killedAt: Number.POSITIVE_INFINITY,
    killedAfter: false,
    /** Called before each call, with its number, what it writes, and which run makes it. */
    meanwhile: (_call: number, _name: string, _run?: string): void | Promise<void> => {},
    /** Called after each call, before anything else goes on. */
    afterwards: (_name: string) => {},
    upload: (files: IssueFile[] = aFolder(), id = 'matrix-64') => {
      for (const { bytes } of files) content.set(blobKey(sha256(bytes)), bytes)
      content.set(manifestKey(id), Buffer.from(manifestJson(manifestOf(id, files))))
    },
    /** Somebody wants an issue taken down, as the API writes it. */
    unpublish: (id = 'matrix-64', token = 'first') => {
      content.set(manifestKey(id), Buffer.from(goneManifestJson({ issue: id, gone: token })))
      wishes.set(id, { id, token, at: new Date(noon).toISOString() })
    },
    /** @throws `killed` as soon as the function is killed, whatever of it still waits: the process is gone. */
    publish: (id = 'matrix-64', run?: string) =>
      Promise.race([runs.run(run, () => createPublish(deps)(id)), death.promise]),
    state: () =>
      structuredClone({ site, gone, moved, editions, issues, attempts, cards, begun, pictures, pages }),
  }
  const runs = new AsyncLocalStorage<string | undefined>()
  let dead = false
  const aDeath = () => {
    const death = Promise.withResolvers<never>()
    death.promise.catch(() => {})
    return death
  }
  let death = aDeath()
  const never = new Promise<never>(() => {})
  const die = () => {
    dead = true
    death.reject(new Error('killed'))
    return never
  }
  const call = async <Result>(name: string, effect: () => Result): Promise<Result> => {
    if (dead) return never
    if (likeTheArchive.test(name)) return effect()
    const number = ++world.calls
    await world.meanwhile(number, name, runs.getStore())
    if (dead) return never
    const last = number === world.killedAt
    if (last && !world.killedAfter) return die()
    if (name) world.log.push(name)
    const result = effect()
    world.afterwards(name)
    return last ? die() : result
  }
  const revive = () => {
    dead = false
    death = aDeath()
    world.killedAt = Number.POSITIVE_INFINITY
  }
  const put = ({ path, body, status, location }: Pick<SiteFile, 'path' | 'body' | 'status' | 'location'>) =>
    call(`site ${path}`, () => {
      site.set(path, Buffer.from(body).toString('base64'))
      gone.delete(path)
      moved.delete(path)
      if (status === 301) moved.set(path, location!)
      if (status === 410) gone.add(path)
    })
  const isThere = ({ path, body, status, location }: SiteFile) =>
    site.get(path) === Buffer.from(body).toString('base64') &&
    gone.has(path) === (status === 410) &&
    moved.get(path) === location
  const cardsTable = {
    cards: (id: string) => call('', () => cards.get(id) ?? []),
    putCards: (id: string, paths: string[]) => call(`cards ${id}`, () => void cards.set(id, paths)),
  }
  const deps = {
    publication: aPublication(),
    siteUrl: 'https://matrix.example.org',
    script: 'the search',
    icons: icons.map((icon) => iconFile(icon, Buffer.from(icon.path))),
    content: (key: string) => call('', () => content.get(key)),
    site: put,
    siteIfChanged: async (file: SiteFile) => {
      if (!isThere(file)) await put(file)
    },
    editions: ({ path, body }: { path: string; body: string | Uint8Array }) =>
      call(`edition ${path}`, () => void editions.set(path, String(body))),
    table: {
      issue: (id: string) => call('', () => structuredClone(issues.get(id))),
      issues: () => call('', () => newestFirst([...issues.values()].filter(({ gone }) => !gone))),
      unpublishing: (id: string) => call('', () => wishes.get(id)),
      clearUnpublishing: ({ id, token }: Unpublishing) =>
        call(`clear ${id}`, () => void (wishes.get(id)?.token === token && wishes.delete(id))),
      uploader: (issue: string, manifest: string) => Promise.resolve(uploaders.get(`${issue}/${manifest}`)),
      putPublisher: async (issue: string, language: string, hash: string, who: Publisher) =>
        void publishers.push(`${who.by} ${issue} ${language} ${hash}`),
      putPrevious: (row: PublishedIssue) => call(`previous ${row.id}`, () => void previous.set(row.id, row)),
      begunPages: (id: string) => call('', () => [...(begun.get(id) ?? [])]),
      putBegunPages: (id: string, paths: readonly string[]) =>
        call(`begun ${id}`, () => void begun.set(id, paths)),
      putIssue: (row: PublishedIssue) => call(`issue ${row.id}`, () => void issues.set(row.id, row)),
      putAttempt: (row: Attempt) => call(`attempt ${row.outcome}`, () => void attempts.set(row.id, row)),
      pictures: (id: string) => call('', () => structuredClone(pictures.get(id))),
      putPictures: (id: string, noted: Pictures) =>
        call(`pictures ${id}`, () => void pictures.set(id, structuredClone(noted))),
      page: (issue: string, language: string) => call('', () => pages.get(`${issue}/${language}`)),
      fullTexts: (issue: string, language: string) =>
        call('', () => structuredClone(texts.get(`${issue}/${language}`) ?? [])),
      putPage: (issue: string, language: string, page: string, whole: readonly FullText[]) =>
        call(`page ${issue}`, () => {
          pages.set(`${issue}/${language}`, page)
          texts.set(`${issue}/${language}`, [...whole])
        }),
      ...cardsTable,
    },
    queue: {
      send: (sent: Announcement[]) => call('queue', () => void messages.push(...sent)),
    },
    now: () => noon,
    drawSvg: createDrawSvg(packagedCardFiles),
    drawCover: async ({ title }: Card) => ({ png: Buffer.from(title), missing: [] }),
    writeCards: createWriteCards({
      site: put,
      table: cardsTable,
      draw: async ({ title }) => ({
        png: Buffer.from(title),
        missing: [...title].filter((one) => one === '🎉'),
      }),
      onMissing: ({ title }, letters) => void world.missing.push(`${title}: ${letters}`),
    }),
  }
  return Object.assign(world, { revive })
}
export type World = ReturnType<typeof aWorld>

/** The same world again, for what would come of it otherwise; no call was made in it yet. */
export const copyOf = (world: World): World => {
  const copy = aWorld()
  const maps = [
    ...(['content', 'site', 'moved', 'editions', 'issues', 'attempts', 'cards', 'previous'] as const),
    ...(['begun', 'pictures', 'pages', 'texts', 'wishes', 'uploaders'] as const),
  ]
  for (const name of maps)
    for (const [key, value] of world[name])
      (copy[name] as Map<string, unknown>).set(
        key,
        typeof value === 'string' ? value : structuredClone(value),
      )
  for (const key of world.gone) copy.gone.add(key)
  for (const name of ['messages', 'publishers', 'missing'] as const)
    (copy[name] as unknown[]).push(...structuredClone(world[name]))
  return copy
}

/**
 * What a function leaves that is killed at each of its calls in turn, before the call took effect and after: all of it is
 * seen in one run, as nothing remembers a killed one but this world.
 * @returns the world at its end as well
 */
export const publishedAndKilled = async (world: World) => {
  const whole = copyOf(world)
  const before: World[] = []
  const after: World[] = []
  whole.meanwhile = () => void before.push(copyOf(whole))
  whole.afterwards = () => void after.push(copyOf(whole))
  await whole.publish()
  return { whole, before, after }
}

export const pageIn = (world: World, path: string): string =>
  Buffer.from(world.site.get(path) ?? '', 'base64').toString()
