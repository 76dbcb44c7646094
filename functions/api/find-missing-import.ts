import type { ImportsTable } from '../subscription/import/imports.table.ts'
import { importsIn, type Rule } from '../subscription/segments/rule.ts'
import { shown } from './audience-filter.ts'

/** Finds an import without a record: by a slip of the pen, “not from:” it would mean everybody. @returns what is wrong */
export const findMissingImport = async (
  imports: Pick<ImportsTable, 'get'>,
  rule: Rule,
): Promise<string | undefined> => {
  for (const id of importsIn(rule))
    if (!(await imports.get(id)))
      return `names ${shown(id)}, which is no import; see all with: masthead readers imports`
  return undefined
}
