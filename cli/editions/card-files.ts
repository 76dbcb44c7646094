import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CardFiles } from '../../functions/edition/card/fonts.ts'

const packages: Record<string, string> = {
  'noto-serif-sc': '@fontsource-variable/noto-serif-sc',
  'source-serif-4': '@fontsource/source-serif-4',
  'resvg-wasm': '@resvg/resvg-wasm',
}

/** Reads the files for drawing cards from npm's packages. A Lambda finds them beside its code. */
export const packagedCardFiles: CardFiles = (path) => {
  const [name, ...rest] = path.split('/')
  const { resolve } = createRequire(import.meta.url)
  return readFile(join(resolve(packages[name!]!), '..', ...rest))
}
