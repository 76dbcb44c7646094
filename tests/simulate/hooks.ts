import { registerHooks } from 'node:module'
import type { Replacement } from './world/scale.ts'

const root = new URL('../../', import.meta.url)

/** Replacements for packages that reach outside, so that production modules that call AWS run unchanged. */
const standIns: Record<string, string> = {
  '@aws-sdk/client-dynamodb': new URL('database/client-dynamodb.ts', import.meta.url).href,
  '@aws-sdk/util-dynamodb': new URL('database/util-dynamodb.ts', import.meta.url).href,
  '@aws-sdk/client-ses': new URL('ses/client-ses.ts', import.meta.url).href,
  '@smithy/node-http-handler': new URL('ses/node-http-handler.ts', import.meta.url).href,
}

/**
 * Replaces texts in modules that are loaded from now on.
 * @throws when a module does not contain a text exactly once, so that mutants cannot become outdated unnoticed
 */
export const replaceOnLoad = (replacements: readonly Replacement[]) => {
  const byUrl = new Map<string, Replacement[]>()
  for (const one of replacements) {
    const url = new URL(one.file, root).href
    byUrl.set(url, [...(byUrl.get(url) ?? []), one])
  }
  const done = new Set<Replacement>()
  registerHooks({
    resolve: (specifier, context, next) => {
      const standIn = context.parentURL?.startsWith(root.href) ? standIns[specifier] : undefined
      return standIn
        ? { url: standIn, format: 'module-typescript', shortCircuit: true }
        : next(specifier, context)
    },
    load: (url, context, next) => {
      const loaded = next(url, context)
      const changes = byUrl.get(url)
      if (!changes) return loaded
      let source = String(loaded.source)
      for (const change of changes) {
        source = replaced(source, change)
        done.add(change)
      }
      return { ...loaded, source, shortCircuit: true }
    },
  })
  return {
    /** @throws when a module to be changed was never loaded */
    check: () => {
      for (const one of replacements)
        if (!done.has(one)) throw new Error(`${one.file} was not loaded, and so not changed`)
    },
  }
}

/** @throws unless the text to be replaced occurs exactly once; line breaks do not matter */
export const replaced = (source: string, { file, find, replace }: Replacement): string => {
  const parts = find
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const wanted = new RegExp(parts.join('\\s+'), 'g')
  const count = source.match(wanted)?.length ?? 0
  if (count !== 1) throw new Error(`In ${file} stands ${count} times, and should once: ${find}`)
  return source.replace(wanted, () => replace)
}
