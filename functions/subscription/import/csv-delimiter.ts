/** The mark that the first line has most of, outside quotation marks. */
export const delimiterIn = (text: string): string => {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '')
  const count = (mark: string) => line.split(mark).length - 1
  return [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}
