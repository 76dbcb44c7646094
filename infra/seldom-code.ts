import { isBuiltin } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type BuildOptions, build, type Metafile, type Plugin } from 'esbuild'

/** What is bundled: a file without its ending, such as `subscribe/index`, by its entry. */
export type Bundles = { in: string; out: string }[]

/**
 * Bundles as esbuild does, and whatever an `import()` asks for into a file of its own beside the file that asks. A cold
 * start does not read that code, and esbuild need not wrap each module that it has in common with the rest, which it does
 * otherwise to run them later: a sixth of a form's code.
 * @param options of esbuild, for CommonJS
 * @param asked which paths an `import()` may ask for. esbuild puts a question to this process about each import that it matches, and
 *   waits while that is busy; there are ten thousand imports. Default: any
 * @returns the files written, by their paths below `outdir`, without maps
 * @throws when something does not compile, or two imports of different code would have one name, or an `import()` asks for what
 *   `asked` does not match
 */
export const bundleApart = async (
  bundles: Bundles,
  options: BuildOptions & { outdir: string },
  asked = /./,
): Promise<string[]> => {
  const written = new Set<string>()
  const { plugin, entryOf } = importsApart(asked)
  for (let next = bundles; next.length > 0; ) {
    const { metafile } = await build({
      ...options,
      entryPoints: next,
      bundle: true,
      format: 'cjs',
      outExtension: { '.js': '.cjs' },
      // It becomes `require`, and so does without Node's loader of ES modules.
      supported: { 'dynamic-import': false },
      plugins: [plugin, ...(options.plugins ?? [])],
      metafile: true,
    })
    refuseUnasked(metafile)
    const further = new Map<string, string>()
    for (const [path, { imports }] of Object.entries(metafile.outputs)) {
      if (!path.endsWith('.cjs')) continue
      const file = relative(options.outdir, path)
      written.add(file)
      for (const { path: name } of imports) {
        const entry = entryOf(name)
        if (entry) further.set(join(dirname(file), name), entry)
      }
    }
    next = [...further]
      .filter(([file]) => !written.has(file))
      .map(([file, entry]) => ({ in: entry, out: file.replace(/\.cjs$/, '') }))
  }
  return [...written]
}

/** @throws when code that an `import()` asks for was bundled with the code that asks */
const refuseUnasked = ({ inputs }: Metafile) => {
  for (const [file, { imports }] of Object.entries(inputs))
    for (const { kind, path, original, external } of imports)
      if (kind === 'dynamic-import' && !external)
        throw new Error(
          `${file} imports ${original ?? path} by import(): name it where bundleApart is called`,
        )
}

/** Makes each `import()` one of a file beside, and remembers from which code that file is to be bundled. */
const importsApart = (asked: RegExp) => {
  const entries = new Map<string, string>()
  const plugin: Plugin = {
    name: 'imports-apart',
    setup: ({ onResolve, resolve }) =>
      onResolve({ filter: asked }, async ({ path, kind, pluginData, ...how }) => {
        if (kind !== 'dynamic-import' || pluginData === asIs || isBuiltin(path)) return undefined
        const found = await resolve(path, { ...how, kind, pluginData: asIs })
        if (found.external || found.errors.length > 0) return found
        const file = `./${nameOf(path)}.cjs`
        if ((entries.get(file) ?? found.path) !== found.path)
          return { errors: [{ text: `Two imports would be bundled as ${file}: rename one of their files` }] }
        entries.set(file, found.path)
        return { path: file, external: true }
      }),
  }
  return { plugin, entryOf: (path: string) => entries.get(path) }
}

/** Has a path resolved by the rest of esbuild, not by this plugin again. */
const asIs = Symbol('as is')

/** `./queue.ts` → `queue`, `@fastify/busboy` → `fastify-busboy` */
const nameOf = (path: string): string =>
  path
    .replace(/^(\.\.?\/)+|\.[jt]s$/g, '')
    .replace(/\W+/g, '-')
    .replace(/^-/, '')
