import type { IssueFile, Problem } from '../../functions/issue/issue.ts'
import { muteAlt, saysNothing } from '../../functions/issue/says-nothing.ts'

/** Pictures in articles whose text says nothing, as an import leaves them: who cannot see them gets no more. */
export const mutePicturesIn = (files: readonly IssueFile[]): Problem[] =>
  files.flatMap(({ path, bytes }) => {
    if (!/^\d+-[^/]+\.md$/.test(path)) return []
    let isCode = false
    return new TextDecoder()
      .decode(bytes)
      .split('\n')
      .flatMap((text, at): Problem[] => {
        if (/^\s*(```|~~~)/.test(text)) isCode = !isCode
        const alts = isCode ? [] : [...text.matchAll(/!\[([^[\]\n]*)\]\(/g)].map(([, alt]) => alt!)
        return alts
          .filter(saysNothing)
          .map((alt) => ({ file: path, line: at + 1, reason: `the text of a picture ${muteAlt(alt)}` }))
      })
  })
