/** How a language writes a number, with its own digits: `۱۲۰۰`. */
export const numberIn = (language: string): ((value: number) => string) => {
  return (value) => {
    const format = formats.get(language) ?? formatOf(language)
    formats.set(language, format)
    return format.format(value)
  }
}
/** Cached: creating a formatter takes as long as rendering a page. */
const formats = new Map<string, Intl.NumberFormat>()

const formatOf = (language: string): Intl.NumberFormat => {
  try {
    return new Intl.NumberFormat(language, { useGrouping: false })
  } catch (error) {
    if (error instanceof RangeError) return new Intl.NumberFormat('en', { useGrouping: false }) // not a BCP 47 tag
    throw error
  }
}
