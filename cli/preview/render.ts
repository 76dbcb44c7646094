import type { Problem } from '../../functions/issue/issue.ts'
import { type Rendered, renderSource } from '../editions/editions.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

/** What to preview, as named on the command line. */
export type Target = { source: string; language?: string | undefined; publication?: string | undefined }

/** What the preview shows: the last valid rendering, and what is wrong with the files since. */
export type PreviewState = {
  /** Absent until the issue has been valid once. */
  rendered?: Rendered
  /** Empty when `rendered` matches the files on disk. */
  problems: Problem[]
}

/**
 * Renders the source as `masthead build` does. Never throws, so that no content can end the preview.
 * @param before kept on display while there are problems
 */
export const show = async (io: TerminalIo, target: Target, before?: PreviewState): Promise<PreviewState> => {
  const kept = before?.rendered && { rendered: before.rendered }
  try {
    const now = await renderSource(io, target.source, target)
    if (now.outcome === 'refused') return { ...kept, problems: now.problems }
    const { iconFiles } = await import('../editions/draw-icons.ts')
    const { titleFontFiles } = await import('../../functions/edition/lists/title-font-files.ts')
    const { packagedCardFiles } = await import('../editions/card-files.ts')
    const listing = [
      ...(await iconFiles(now.publication)),
      ...(await titleFontFiles(packagedCardFiles)),
      ...now.listing,
    ]
    return { rendered: { ...now, listing }, problems: [] }
  } catch (error) {
    return { ...kept, problems: problemsOf(error) }
  }
}

/** For example an invalid publication, a document without text, or a file that disappeared while it was read. */
const problemsOf = (error: unknown): Problem[] => {
  const { message } = error as Error
  const lines = error instanceof Stop ? message.split('\n') : [`cannot be rendered: ${message}`]
  return lines.map((reason) => ({ file: '', reason }))
}

/** Whether two states look the same: editors save more often than they change something. */
export const isAlike = (one: PreviewState, other: PreviewState): boolean => essence(one) === essence(other)

const essence = ({ rendered, problems }: PreviewState): string =>
  JSON.stringify([rendered?.id, rendered?.editions.map(({ hash }) => hash), rendered?.report, problems])
