import * as z from 'zod'
import type { logFields } from '../settings.ts'

const LogLine = z.object({
  date: z.iso.date(),
  'cs-method': z.string(),
  'cs-uri-stem': z.string(),
  'sc-status': z.coerce.number(),
} satisfies Record<(typeof logFields)[number], z.ZodType>)

/**
 * The views of an issue's pages on one day. A page is `en/` for the issue's own in a language's folder, `en/tides` for
 * that of an article.
 */
export type DayViews = { issue: string; day: string; pages: Map<string, number> }

/** `unread`: lines that are none of a log's. */
export type CountedLog = { days: DayViews[]; read: number; unread: number }

/** Pages of issues and articles (`web/site-paths.ts`), also by the name of their file. */
const pagePath = /^\/([\w-]{2,20})\/issues\/([a-z0-9-]{1,200})\/(?:([a-z0-9-]{1,200})\/)?(?:index\.html)?$/

/**
 * A revalidated page was looked at, too. One that was taken down is answered with 410, and is no view; a browser that asks
 * again for such a page with its tag hears 304, and is taken for one.
 */
const seen = [200, 304]

/**
 * Counts the views in a log: pages of issues and articles that were asked for by GET and were there. Programs that
 * fetch pages like readers are counted with them, since nothing is kept by which to tell them.
 * @param lines of a log in CloudFront's JSON format, one object a line
 */
export const countViews = async (lines: AsyncIterable<string>): Promise<CountedLog> => {
  const days = new Map<string, DayViews>()
  let read = 0
  let unread = 0
  for await (const line of lines) {
    if (line.trim() === '') continue
    const parsed = parse(line)
    if (!parsed) {
      unread += 1
      continue
    }
    read += 1
    const [, folder, issue, slug = ''] = pagePath.exec(decoded(parsed['cs-uri-stem'])) ?? []
    if (!issue || parsed['cs-method'] !== 'GET' || !seen.includes(parsed['sc-status'])) continue
    const key = `${issue} ${parsed.date}`
    const { pages } = days.get(key) ?? { pages: new Map<string, number>() }
    days.set(key, { issue, day: parsed.date, pages })
    const page = `${folder}/${slug}`
    pages.set(page, (pages.get(page) ?? 0) + 1)
  }
  return { days: [...days.values()], read, unread }
}

const parse = (line: string): z.infer<typeof LogLine> | undefined => {
  try {
    return LogLine.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/** CloudFront writes the path as it was asked for, escapes and all. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}
