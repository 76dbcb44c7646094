import { randomBytes } from 'node:crypto'
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { cacheFolder } from '../../../cli/fetch-package.mjs'
import { readLocalIssue } from '../../../cli/local-content/local-issue.ts'
import {
  type MakeForScreen,
  mayNeedScreenVersions,
  screenVersionsFor,
} from '../../../cli/local-content/pictures-for-screens.ts'
import { makeForScreen } from '../../../cli/local-content/shrink-picture.ts'
import { changedIssues } from '../../../cli/publish/changed-issues.ts'
import type { PublishedIssues } from '../../../cli/publish/published-issues.ts'
import type { TerminalIo } from '../../../cli/terminal/terminal-io.ts'
import { readImage } from '../../../functions/issue/image.ts'
import type { IssueFile } from '../../../functions/issue/issue.ts'
import { manifestHash, manifestOf, mostFiles } from '../../../functions/issue/manifest.ts'
import { aFolder, anIssue, aPng, aWebp, heavier } from '../../builders.ts'
import { aFolder as anEmptyFolder } from './terminal-io.ts'

/** An issue whose cover is this picture, with what else lies beside it. */
const showing = (cover: Uint8Array, beside: Record<string, Uint8Array> = {}) =>
  anIssue({ 'images/cover.png': cover, 'images/cover.png.mail.png': aPng(), ...beside })
const folderOf = (path: string, bytes: Uint8Array, ...others: IssueFile[]): IssueFile[] => [
  { path, bytes },
  ...others,
]
const make: MakeForScreen = async (_, width) => aWebp(width)
const madeFor = async (...given: Parameters<typeof showing>) =>
  (await screenVersionsFor(showing(...given), make, mostFiles)).map(({ path }) => path)

const photo = heavier(aPng(4000, 2250))

describe('a heavy picture gets versions for screens', () => {
  test('of 480 to 1,920 pixels across', async () => {
    expect(await madeFor(photo)).toEqual([
      'images/cover.png.480.webp',
      'images/cover.png.800.webp',
      'images/cover.png.1280.webp',
      'images/cover.png.1920.webp',
    ])
  })

  test('the widest as wide as itself, and none that is hardly narrower', async () => {
    expect(await madeFor(heavier(aPng(900, 500)))).toEqual([
      'images/cover.png.480.webp',
      'images/cover.png.1280.webp',
    ])
  })

  test('and is its own widest where it is WebP', async () => {
    expect(await madeFor(heavier(aWebp(1280)))).toEqual([
      'images/cover.png.480.webp',
      'images/cover.png.800.webp',
    ])
  })

  test.each([
    ['is light', aPng(4000, 2250)],
    ['is narrow', heavier(aPng(780, 400))],
    ['is a GIF', heavier(Buffer.from('474946383961a00fca080000002c000000000100010000003b', 'hex'))],
    ['moves, as a PNG', heavier(Buffer.concat([aPng(1200).slice(0, 33), Buffer.from('acTLIEND')]))],
    ['moves, as a WebP', heavier(aWebp(1200, { moves: true }))],
  ])('but not one that %s', async (_, picture) => {
    expect('type' in readImage(picture)).toBe(true)
    expect(await madeFor(picture)).toEqual([])
    expect(mayNeedScreenVersions(folderOf('images/cover.png', picture))).toBe(false)
  })

  test('but none that is heavier than the picture', async () => {
    const same: MakeForScreen = async (bytes, width) => (width > 800 ? heavier(bytes, 200_000) : aWebp(width))
    const made = await screenVersionsFor(showing(photo), same, mostFiles)
    expect(made.map(({ path }) => path)).toEqual(['images/cover.png.480.webp', 'images/cover.png.800.webp'])
  })

  test('but none where somebody laid some beside it', async () => {
    const own = { 'images/cover.png.800.webp': aWebp(800) }
    expect(await madeFor(photo, own)).toEqual([])
    const beside = { path: 'images/cover.png.800.webp', bytes: aWebp(800) }
    expect(mayNeedScreenVersions(folderOf('images/cover.png', photo, beside))).toBe(false)
    expect(mayNeedScreenVersions(folderOf('images/cover.png', photo))).toBe(true)
  })

  test('as far as the upload has room for all versions of a picture', async () => {
    expect(await screenVersionsFor(showing(photo), make, 3)).toEqual([])
    expect(await screenVersionsFor(showing(photo), make, 4)).toHaveLength(4)
  })

  test('and is shown as it is where none can be made', async () => {
    const away: MakeForScreen = () => Promise.reject(new Error('no sharp'))
    expect(await screenVersionsFor(showing(photo), away, mostFiles)).toEqual([])
  })
})

/** Random, so that no format makes it small. */
const noisy = (width: number, height: number) => {
  const picture = new PNG({ width, height })
  picture.data = randomBytes(width * height * 4)
  return PNG.sync.write(picture)
}
const why = await makeForScreen(noisy(8, 8), 480).then(
  () => undefined,
  (error: Error) => error.message.split('\n')[0],
)

test.skipIf(why)(
  `sharp makes a lighter WebP in the picture's shape, once${why ? `: ${why}` : ''}`,
  async () => {
    const picture = noisy(1000, 500)
    const keptBefore = await kept()
    const bytes = await makeForScreen(picture, 480)
    expect(readImage(bytes)).toMatchObject({ type: 'image/webp', width: 480, height: 240 })
    expect(bytes.byteLength).toBeLessThan(picture.byteLength)
    expect(readImage(await makeForScreen(picture, 1280))).toMatchObject({ width: 1000, height: 500 })
    const added = (await kept()).filter((name) => !keptBefore.includes(name))
    expect(added.filter((name) => /-(480|1280)\.webp$/.test(name)).length).toBeGreaterThanOrEqual(2)
    expect(Buffer.from(await makeForScreen(picture, 480)).equals(bytes)).toBe(true)
  },
)

test.skipIf(why)(
  'what is read to be published holds the versions, and counts as a change where they are new',
  async () => {
    const cwd = await anEmptyFolder()
    const files = aFolder({ 'images/cover.png': noisy(900, 90) })
    for (const { path, bytes } of files) {
      const file = join(cwd, 'content/issues/matrix-64', path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, bytes)
    }
    await cp('content/publication.yaml', join(cwd, 'content/publication.yaml'))
    const { files: all, read } = await readLocalIssue({ cwd }, 'content/issues/matrix-64')
    const added = all.map(({ path }) => path).filter((path) => !files.some((file) => file.path === path))
    expect(added).toEqual(['images/cover.png.480.webp', 'images/cover.png.1280.webp'])
    expect(read.outcome === 'read' && read.issue.images.get('images/cover.png')!.narrower).toHaveLength(2)

    const changedFrom = async (published: IssueFile[]) => {
      const attempt = { manifest: manifestHash(manifestOf('matrix-64', published)), outcome: 'published' }
      const issues = { isLocal: true, of: async () => ({ attempt }) } as unknown as PublishedIssues
      return (await changedIssues({ cwd, progress: () => {} } as unknown as TerminalIo, issues)).changed
    }
    expect(await changedFrom(files)).toEqual(['content/issues/matrix-64'])
    expect(await changedFrom(all)).toEqual([])
  },
)

const kept = () => readdir(join(cacheFolder(), 'pictures'), { recursive: true })
