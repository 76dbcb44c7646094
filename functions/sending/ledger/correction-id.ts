import type { SendId } from './send.ts'

/** `<source>-correction`, then `<source>-correction-2`: a send has one correction, which may have one itself. */
const correctionId = /-correction(?:-(\d+))?$/

/** The correction of a send: that it exists says that nobody of the send waits again. */
export const correctionIdOf = (source: SendId): SendId => {
  const [end, number = '1'] = correctionId.exec(source) ?? []
  if (end === undefined) return `${source}-correction`
  return `${source.slice(0, -end.length)}-correction-${Number(number) + 1}`
}
