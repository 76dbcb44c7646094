import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import type { SiteFile } from '../../../functions/edition/model/edition.ts'
import { anIssuePublished, aPublication } from '../../builders.ts'

export const siteUrl = 'https://matrix.example.org'

/** Three issues of the same articles: one of a topic, one of a section of the issue's own, with marks of markup. */
export const threeIssues = [66, 65, 64].map((number) => {
  const articles = [
    {
      slug: 'talk',
      title: '甲 & 乙',
      summary: '<丙>',
      author: '王 <小> & 明',
      topic: 'focus',
      kicker: '访谈',
    },
    { slug: 'letter', title: `第 ${number} 封信`, section: '“来信” <&> ]]>' },
  ]
  return anIssuePublished({
    id: `m-${number}`,
    number,
    release: `20${number}-01-01T09:00:00`,
    articles: { 'zh-CN': articles, en: [{ slug: 'talk', title: 'Bits & pieces', topic: 'focus' }] },
  })
})

/** Everything that lists issues, by path. */
export const listingsOf = (but: Partial<Parameters<typeof buildListings>[0]> = {}): Map<string, SiteFile> =>
  new Map(
    buildListings({ issues: threeIssues, publication: aPublication(), siteUrl, ...but }).map((file) => [
      file.path,
      file,
    ]),
  )

/** @throws when there is no such file */
export const textIn = (files: Map<string, SiteFile>, path: string): string => {
  const file = files.get(path)
  if (!file) throw new Error(`There is no ${path} among ${[...files.keys()].join(', ')}`)
  return String(file.body)
}
