import { createRequire } from 'node:module'
import { join } from 'node:path'
import { sha256 } from '../../functions/issue/manifest.ts'
import { fetchPackage } from '../fetch-package.mjs'
import type { MakeForMail } from './pictures-for-mail.ts'

const version = '0.35.5'

/** As much of sharp as is used. */
type Sharp = (bytes: Uint8Array, options?: { limitInputPixels: number }) => Pipeline
type Pipeline = {
  rotate(): Pipeline
  resize(options: { width: number; height: number; fit: 'inside'; withoutEnlargement: true }): Pipeline
  clone(): Pipeline
  flatten(options: { background: string }): Pipeline
  jpeg(options: { quality: number; mozjpeg: true }): Pipeline
  png(options: { palette: true; quality: number }): Pipeline
  stats(): Promise<{ isOpaque: boolean }>
  toBuffer(): Promise<Uint8Array>
}

/** As many as an issue's pictures may have. */
const limitInputPixels = 50_000_000

/**
 * Makes pictures for mail by sharp, which npm fetches when it is first needed: it is native code, and nothing that is
 * deployed needs it.
 * @throws when npm cannot fetch it, it does not run here, or it cannot read the picture
 */
export const makeForMail: MakeForMail = (bytes, within) => {
  const key = `${sha256(bytes)} ${within.width} ${within.height}`
  const found = made.get(key) ?? make(bytes, within)
  made.set(key, found)
  return found
}
/** A preview makes an issue's pictures once, however often its text is saved. */
const made = new Map<string, ReturnType<MakeForMail>>()

const make: MakeForMail = async (bytes, within) => {
  loaded ??= load()
  return (await loaded)(bytes, within)
}
let loaded: Promise<MakeForMail> | undefined

const load = async (): Promise<MakeForMail> => {
  const folder = await fetchPackage('sharp', version)
  const sharp = createRequire(join(folder, 'package.json'))('sharp') as Sharp
  return async (bytes, { width, height }) => {
    // Turned as its camera says; all else that it says is left out, such as where it was.
    const picture = sharp(bytes, { limitInputPixels })
      .rotate()
      .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    const png = await picture.clone().png({ palette: true, quality: 90 }).toBuffer()
    const { isOpaque } = await sharp(png).stats()
    if (!isOpaque) return { bytes: png, ending: 'png' }
    const jpeg = await picture
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 82, mozjpeg: true })
      .toBuffer()
    return jpeg.byteLength < png.byteLength ? { bytes: jpeg, ending: 'jpg' } : { bytes: png, ending: 'png' }
  }
}
