import { type FollowDeps, followLink, type Tried } from './follow-link.ts'
import { isWeb } from './links-in.ts'

/** Limits for one mail, so that no mail keeps the machine or other hosts busy. */
const limits = { links: 200, atOnce: 6, linkMs: 10_000, allMs: 60_000 }

/** Checks a mail's links, a few at a time, within a minute. @returns the results by address */
export const checkLinks = async (
  urls: readonly string[],
  deps: FollowDeps,
  { links, atOnce, linkMs, allMs }: typeof limits = limits,
): Promise<Map<string, Tried>> => {
  const wanted = [...new Set(urls)].filter(isWeb)
  const tried = new Map<string, Tried>()
  for (const url of wanted.splice(links))
    tried.set(url, { outcome: 'not-asked', what: `Only the first ${links} are asked` })
  const over = AbortSignal.timeout(allMs)
  const worker = async () => {
    for (let url = wanted.shift(); url !== undefined; url = wanted.shift())
      tried.set(url, await followLink(url, deps, AbortSignal.any([over, AbortSignal.timeout(linkMs)])))
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
  return tried
}
