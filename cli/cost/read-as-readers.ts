import { simpleParser } from 'mailparser'
import type { Cloud } from '#local-cloud'
import type { Usage } from '#local-cloud/bill/usage'
import { usageSince } from './usage-since.ts'

const pages = 5

/** Reads as readers do: a digest's images, and some of its pages with their files. Returns the usage of one of each. */
export const readAsReaders = async (cloud: Cloud): Promise<{ images: Usage; visit: Usage }> => {
  const site = cloud.addresses.site!
  const digest = (await cloud.messages()).find(({ tags }) => tags.kind === 'digest')
  if (!digest) throw new Error('No digest was sent')
  const { html, text = '' } = await simpleParser(digest.raw)
  const images = addressesIn(String(html), /<img[^>]+src="([^"]+)"/g, site)
  const links = [...new Set(text.match(/https?:\S+\/issues\/[^\s/]+\/[^\s/]+\//g) ?? [])].slice(0, pages)
  if (links.length === 0) throw new Error('The digest has no links to articles')
  return {
    images: await used(cloud, 1, () => getAll(images)),
    visit: await used(cloud, links.length, async () => {
      for (const link of links) await visit(link, site)
    }),
  }
}

const used = async (cloud: Cloud, times: number, work: () => Promise<unknown>): Promise<Usage> => {
  const before = cloud.metered()
  await work()
  const usage = usageSince(before, cloud.metered())
  for (const { billed } of Object.values(usage))
    for (const item of Object.keys(billed) as (keyof typeof billed)[])
      billed[item] = (billed[item] ?? 0) / times
  return usage
}

const visit = async (link: string, site: string) => {
  const page = await get(link)
  const parts = /(?:src|href)="([^"]+\.(?:css|js|png|jpe?g|webp|avif|svg|ico|woff2))"/g
  await getAll(addressesIn(page, parts, site))
}

const addressesIn = (html: string, pattern: RegExp, site: string): string[] => {
  const found = [...html.matchAll(pattern)].map(([, address = '']) => address.replaceAll('&amp;', '&'))
  const whole = found.map((address) => new URL(address, site).href)
  return [...new Set(whole.filter((address) => address.startsWith(`${site}/`)))]
}

const get = async (address: string): Promise<string> => {
  const answer = await fetch(address)
  if (!answer.ok) throw new Error(`${address} was answered with ${answer.status}`)
  return answer.text()
}

const getAll = (addresses: string[]) => Promise.all(addresses.map(get))
