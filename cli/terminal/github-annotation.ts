import { join } from 'node:path'
import type { Problem } from '../../functions/issue/issue.ts'

/** A problem or a warning as GitHub shows it beside the line (GitHub Docs, "Workflow commands", "Setting an error message", "Setting a warning message"). */
export const annotation = (
  dir: string,
  { file, line, reason }: Problem,
  kind: 'error' | 'warning' = 'error',
): string => {
  const escaped = (text: string) =>
    text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
  const property = (text: string) => escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
  return `::${kind} file=${property(join(dir, file))}${line === undefined ? '' : `,line=${line}`}::${escaped(reason)}`
}
