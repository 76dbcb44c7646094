import * as z from 'zod'
import { type Language, pathOf } from '../publication/language.ts'
import { reservedBy } from '../web/reserved-paths.ts'
import type { Alias, Place } from './issue.ts'
import type { Problems } from './problems.ts'

/** The path of an old address, as copied from a browser: `/p/the-boats` or `/2019/05/boats.html`. */
export const AliasPath = z
  .string('is not the path of an old address such as /p/the-boats')
  .max(500, 'has more than 500 characters')
  .transform((text, context) => {
    const path = alias(text.trim())
    if (path.startsWith('/')) return path
    context.addIssue({ code: 'custom', message: path })
    return z.NEVER
  })

/** @returns the normalised path; or what is wrong with it, which never starts with a slash */
const alias = (text: string): string => {
  if (/^https?:\/\//i.test(text)) return 'is a whole address: write its path alone, such as /p/the-boats'
  if (/[?#]/.test(text))
    return 'has a query or a fragment, by which a site of static files cannot tell pages apart'
  const path = decoded(text)
  const parts = path?.replace(/^\//, '').replace(/\/$/, '').split('/') ?? []
  const isPath = path?.startsWith('/') && parts.every((part) => part && !/^\.+$/.test(part))
  if (!path || !isPath || /[\p{Cc}\p{Cs}\s\\%?#]/u.test(path))
    return 'is not the path of an old address such as /p/the-boats'
  return path.endsWith('/') || parts.at(-1)!.includes('.') ? path : `${path}/`
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURI(text).normalize('NFC')
  } catch (error) {
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** An alias and the place where it is written. */
export type FoundAlias = Alias & { file: string; place: Place }

/**
 * Reports aliases that the site itself uses, or that occur twice.
 * @param slugs of the issue's articles, whose pages have addresses too
 */
export const checkAliases = (
  found: readonly FoundAlias[],
  { id, languages, slugs }: { id: string; languages: readonly Language[]; slugs: ReadonlySet<string> },
  problems: Problems,
): void => {
  const pages = new Set(
    languages.map(pathOf).flatMap((folder) => {
      const issue = `/${folder}/issues/${id}/`
      return [issue, ...[...slugs].map((slug) => `${issue}${slug}/`)]
    }),
  )
  const seen = new Set<string>()
  for (const { file, place, path } of found) {
    const reserved = reservedBy(path, languages.map(pathOf))
    if (reserved) problems.add(file, `aliases: ${path} belongs to the site’s own ${reserved}`, place)
    else if (pages.has(path)) problems.add(file, `aliases: ${path} is a page of this issue`, place)
    else if (seen.has(path)) problems.add(file, `aliases: ${path} stands twice in this issue`, place)
    seen.add(path)
  }
}
