import { type Language, pathOf } from '../../functions/publication/language.ts'
import { type FirstWords, firstText, firstWordsIn } from './first-words.ts'
import { perLanguage, quoted } from './yaml-text.ts'

/** A file of a new folder, by its path there. */
export type NewFile = { path: string; content: string | Uint8Array }

export type NewIssue = {
  number: number
  /** The original first. */
  languages: readonly Language[]
  /** Else the first words of each language. */
  title?: string | undefined
  /** PNG. */
  cover?: Uint8Array | undefined
}

/** The files of an issue that its editor goes on with. */
export const newIssueFiles = ({ number, languages, title, cover }: NewIssue): NewFile[] => {
  const said = (of: (words: FirstWords) => string) =>
    perLanguage(languages, (language) => of(firstWordsIn(language)))
  const translation = languages[1]
  const files = translation
    ? `01-hello.md, and 01-hello.${pathOf(translation)}.md for ${translation}`
    : '01-hello.md'
  const issue = `number: ${number}
title: ${said((words) => title ?? words.issue)}
# When readers should get it, in the publication's time zone; without it, when you say so.
# release: 2031-05-06T09:00:00
${cover ? `cover: { image: images/cover.png, alt: ${said(({ coverAlt }) => coverAlt)} }\n` : ''}sections:
  # A title of its own, or "topic:", one of the publication's, which readers choose among.
  - title: ${said(({ section }) => section)}
    # Files of this folder: ${files}.
    articles: [01-hello]
`
  const articles = languages.map((language, at): NewFile => {
    const words = firstWordsIn(language)
    return {
      path: at === 0 ? '01-hello.md' : `01-hello.${pathOf(language)}.md`,
      content: `---
title: ${quoted(title ?? words.title)}
summary: ${quoted(words.summary)}
---

${firstText(words)}
`,
    }
  })
  return [
    { path: 'issue.yaml', content: issue },
    ...articles,
    ...(cover ? [{ path: 'images/cover.png', content: cover }] : []),
  ]
}
