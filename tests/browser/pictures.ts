import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

const committed = join(import.meta.dirname, 'pictures')
const written = 'out/browser'
/** Pixels that may differ: machines smooth the edges of letters each in their own way. */
const tolerated = 0.02

/**
 * Writes a picture to `out/browser`, and compares it with the one of its name that is committed.
 * With `UPDATE_PICTURES=1` it takes that one's place.
 * @returns what is wrong; undefined when they look alike
 */
export const comparePicture = (name: string, picture: Buffer): string | undefined => {
  mkdirSync(written, { recursive: true })
  writeFileSync(join(written, `${name}.png`), picture)
  const file = join(committed, `${name}.png`)
  if (process.env.UPDATE_PICTURES === '1') {
    mkdirSync(committed, { recursive: true })
    writeFileSync(file, picture)
  }
  if (!existsSync(file))
    return `there is no ${file}: look at ${written}/${name}.png, then run with UPDATE_PICTURES=1`
  const [before, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(picture)]
  if (before.width !== now.width || before.height !== now.height)
    return `${name} was ${before.width}×${before.height} and is ${now.width}×${now.height}`
  const difference = new PNG({ width: now.width, height: now.height })
  const pixels = pixelmatch(before.data, now.data, difference.data, now.width, now.height, {
    threshold: 0.15,
  })
  const share = pixels / (now.width * now.height)
  if (share <= tolerated) return undefined
  writeFileSync(join(written, `${name}.difference.png`), PNG.sync.write(difference))
  return `${name} differs in ${(100 * share).toFixed(1)} % of its pixels: see ${written}/${name}.difference.png`
}
