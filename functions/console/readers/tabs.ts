import { mayDo } from '../../access/role.ts'
import type { Html } from '../../web/html.ts'
import { tabs } from '../frame/tabs.page.ts'
import { consolePath, importsPath } from '../settings.ts'
import type { Visit } from '../visit.ts'

export const readersPath = `${consolePath}/readers`
export const readerListPath = `${readersPath}/list`
export const segmentsPath = `${readersPath}/segments`

/** Whether somebody may see addresses. */
export const maySeeReaders = ({ who }: Pick<Visit, 'who'>): boolean =>
  who.role !== undefined && mayDo(who.role, 'editor')

/** The pages about readers. @param current the path of the one that is shown, or above it @param isBelow what is shown is below it */
export const readerTabs = (visit: Visit, current: string, isBelow = false): Html => {
  const texts = visit.words.readers
  const all = [
    { path: readersPath, name: texts.title },
    ...(maySeeReaders(visit) ? [{ path: readerListPath, name: texts.list }] : []),
    { path: importsPath, name: texts.imports },
    { path: segmentsPath, name: texts.segments },
  ]
  return tabs(texts.title, all, current, isBelow)
}
