import type { Issue, IssueFile, Problem } from '../../functions/issue/issue.ts'
import { mostFiles } from '../../functions/issue/manifest.ts'
import { clip } from '../../functions/publication/shorten.ts'
import { type MakeForMail, mailVersionsFor } from './pictures-for-mail.ts'
import { type MakeForScreen, screenVersionsFor } from './pictures-for-screens.ts'

/** What makes smaller pictures is not here. `message`: why */
export class NoPictureMaker extends Error {}

type Made = {
  /** Beside the pictures. */
  files: IssueFile[]
  /** What is to be said where none could be made: the issue is sound, and another machine would publish other pictures. */
  unmade?: Problem
}

/**
 * What mail and narrow screens show instead of an issue's pictures.
 * @param count of the issue's own files, which an upload has room for as well
 */
export const pictureVersions = async (
  issue: Issue,
  count: number,
  { forMail, forScreen }: { forMail: MakeForMail; forScreen: MakeForScreen },
): Promise<Made> => {
  const whole = new Set<Uint8Array>()
  let why: string | undefined
  const noting =
    <Rest extends unknown[], Result>(make: (bytes: Uint8Array, ...rest: Rest) => Promise<Result>) =>
    async (bytes: Uint8Array, ...rest: Rest): Promise<Result> => {
      try {
        return await make(bytes, ...rest)
      } catch (error) {
        if (error instanceof NoPictureMaker) {
          whole.add(bytes)
          why = error.message
        }
        throw error
      }
    }
  const inMail = await mailVersionsFor(issue, noting(forMail))
  const onScreens = await screenVersionsFor(issue, noting(forScreen), mostFiles - count - inMail.length)
  const files = [...inMail, ...onScreens]
  const [first, ...others] = [...issue.images].flatMap(([path, { bytes }]) =>
    whole.has(bytes) ? [path] : [],
  )
  if (first === undefined || why === undefined) return { files }
  return { files, unmade: { file: first, reason: reasonFor(others.length, why) } }
}

const reasonFor = (others: number, why: string): string => {
  const alike =
    others === 0
      ? ''
      : others === 1
        ? ', and so does another picture'
        : `, and so do ${others} other pictures`
  return `goes out as heavy as it is${alike}: what makes smaller ones is not on this machine (${clip(why.replace(/\s+/g, ' '), 160)}). A machine that has it publishes another digest and other pages. Let npm reach its registry once, or lay smaller pictures of your own beside it, as “Write an issue” in the manual says`
}
