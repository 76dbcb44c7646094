import { inParallel } from '../../runtime/in-parallel.ts'
import { textsFile } from '../model/texts-file.ts'
import { type Texts, textOf } from './article-texts.ts'
import { createSearch, type Search } from './search.ts'
import type { IssueTexts, SearchFile } from './search-files.ts'
import { mostOfTexts } from './search-limits.ts'

/** `texts` fills while they are loading. */
export type Loaded = { search: Search; texts: Texts; readTexts: () => Promise<void> }

const readAtOnce = 4

const fetchJson = async (path: string): Promise<unknown> => {
  const response = await fetch(path)
  if (!response.ok) throw new Error(`${response.status} ${response.url}`)
  return response.json()
}

/** @throws when the list of articles cannot be loaded */
export const load = async (path: string): Promise<Loaded> => {
  const file = (await fetchJson(path)) as SearchFile
  const texts: Texts = new Map()
  return {
    search: createSearch(file),
    texts,
    readTexts: async () => {
      await inParallel(withTexts(file), readAtOnce, async (issue) => {
        try {
          const found = (await fetchJson(issue + textsFile)) as IssueTexts
          for (const [slug, text] of found) texts.set(`${issue}${slug}/`, textOf(text))
        } catch (error) {
          // Results without the texts are still worth showing.
          console.error(error)
        }
      })
    },
  }
}

/** The paths of the newest issues whose texts fit within the limit together. */
const withTexts = ({ issues }: SearchFile): string[] => {
  let room = mostOfTexts
  return issues.flatMap(({ path, texts = 0 }) => {
    room -= texts
    return texts > 0 && room >= 0 ? [path] : []
  })
}
