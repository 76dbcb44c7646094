import { join, resolve } from 'node:path'
import { build } from 'esbuild'

/** Bundles the handlers' source and its imports as `index.mjs` in a folder. */
export const bundle = (contents: string, folder: string) =>
  build({
    stdin: { contents, resolveDir: resolve(import.meta.dirname, '../..') },
    outfile: join(folder, 'index.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
  })
