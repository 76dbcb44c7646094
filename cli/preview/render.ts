import type { Problem } from '../../functions/issue/issue.ts'
import { type Rendered, renderSource } from '../editions.ts'
import { Stop, type TerminalIo } from '../terminal-io.ts'

/** What is previewed, as it was named. */
export type Target = { source: string; language?: string | undefined; publication?: string | undefined }

/** What the preview shows: the last sound rendering, and what is wrong with all that was written since. */
export type PreviewState = {
  /** Absent until the issue has been sound once. */
  rendered?: Rendered
  /** Empty when `rendered` is what lies on disk. */
  problems: Problem[]
}

/** Renders the source as `masthead build` does. Nothing that an editor may write ends the preview. */
export const show = async (io: TerminalIo, target: Target, before?: PreviewState): Promise<PreviewState> => {
  const kept = before?.rendered && { rendered: before.rendered }
  try {
    const now = await renderSource(io, target.source, target)
    if (now.outcome === 'refused') return { ...kept, problems: now.problems }
    const { iconFiles } = await import('../draw-icons.ts')
    const listing = [...(await iconFiles(now.publication)), ...now.listing]
    return { rendered: { ...now, listing }, problems: [] }
  } catch (error) {
    return { ...kept, problems: problemsOf(error) }
  }
}

/** A publication that is not sound, a document without text, a file that went away while it was read. */
const problemsOf = (error: unknown): Problem[] => {
  const { message } = error as Error
  const lines = error instanceof Stop ? message.split('\n') : [`cannot be rendered: ${message}`]
  return lines.map((reason) => ({ file: '', reason }))
}

/** True when a reader of the preview would see no difference: an editor saves more often than they write. */
export const isAlike = (one: PreviewState, other: PreviewState): boolean => essence(one) === essence(other)

const essence = ({ rendered, problems }: PreviewState): string =>
  JSON.stringify([rendered?.id, rendered?.editions.map(({ hash }) => hash), rendered?.report, problems])
