import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sha256 } from '../../functions/issue/manifest.ts'
import { cacheFolder, fetchPackage } from '../fetch-package.mjs'
import { NoPictureMaker } from './picture-versions.ts'
import type { MakeForMail } from './pictures-for-mail.ts'
import type { MakeForScreen } from './pictures-for-screens.ts'

const version = '0.35.5'

/** As much of sharp as is used. */
type Sharp = (bytes: Uint8Array, options?: { limitInputPixels: number }) => Pipeline
type Pipeline = {
  rotate(): Pipeline
  resize(options: { width: number; height?: number; fit: 'inside'; withoutEnlargement: true }): Pipeline
  clone(): Pipeline
  flatten(options: { background: string }): Pipeline
  jpeg(options: { quality: number; mozjpeg: true }): Pipeline
  png(options: { palette: true; quality: number }): Pipeline
  webp(options: { quality: number; smartSubsample: true }): Pipeline
  stats(): Promise<{ isOpaque: boolean }>
  toBuffer(): Promise<Uint8Array>
}

/** As many as an issue's pictures may have. */
const limitInputPixels = 50_000_000

/**
 * Makes pictures for mail by sharp, which npm fetches when it is first needed: it is native code, and nothing that is
 * deployed needs it.
 * @throws NoPictureMaker when npm cannot fetch it or it does not run here; else when it cannot read the picture
 */
export const makeForMail: MakeForMail = (bytes, within) => {
  const key = `${sha256(bytes)} ${within.width} ${within.height}`
  const found = made.get(key) ?? make(bytes, within)
  made.set(key, found)
  return found
}
/** A preview makes an issue's pictures once, however often its text is saved. */
const made = new Map<string, ReturnType<MakeForMail>>()

const make: MakeForMail = async (bytes, { width, height }) => {
  const sharp = await loadSharp()
  const picture = turned(sharp, bytes).resize({ width, height, fit: 'inside', withoutEnlargement: true })
  const png = await picture.clone().png({ palette: true, quality: 90 }).toBuffer()
  const { isOpaque } = await sharp(png).stats()
  if (!isOpaque) return { bytes: png, ending: 'png' }
  const jpeg = await picture
    .flatten({ background: '#ffffff' })
    .jpeg({ quality: 82, mozjpeg: true })
    .toBuffer()
  return jpeg.byteLength < png.byteLength ? { bytes: jpeg, ending: 'jpg' } : { bytes: png, ending: 'png' }
}

const screenQuality = 80

/**
 * Makes pictures for screens as `makeForMail` makes those for mail, and keeps them in the user's cache: an issue of
 * photographs has a hundred, and each `publish` compares every issue with what it was published from.
 * @throws as `makeForMail` does
 */
export const makeForScreen: MakeForScreen = async (bytes, width) => {
  const folder = join(cacheFolder(), 'pictures', `sharp-${version}-${screenQuality}`)
  const file = join(folder, `${sha256(bytes)}-${width}.webp`)
  const kept = await readFile(file).catch(() => undefined)
  if (kept) return kept
  const made = await turned(await loadSharp(), bytes)
    .resize({ width, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: screenQuality, smartSubsample: true })
    .toBuffer()
  await mkdir(folder, { recursive: true })
  // The file appears whole or not at all, even if two make it at once.
  const begun = `${file}.${process.pid}`
  await writeFile(begun, made)
  await rename(begun, file)
  return made
}

/** Turned as its camera says; all else that it says is left out, such as where it was. */
const turned = (sharp: Sharp, bytes: Uint8Array): Pipeline => sharp(bytes, { limitInputPixels }).rotate()

const loadSharp = (): Promise<Sharp> => {
  loaded ??= load().catch((error: Error) => {
    throw new NoPictureMaker(error.message, { cause: error })
  })
  return loaded
}
let loaded: Promise<Sharp> | undefined

const load = async (): Promise<Sharp> => {
  const folder = await fetchPackage('sharp', version)
  return createRequire(join(folder, 'package.json'))('sharp') as Sharp
}
