/** How a language writes a number, in digits of its own: `۱۲۰۰`. */
export const numberIn = (language: string): ((value: number) => string) => {
  let format: Intl.NumberFormat | undefined
  return (value) => {
    format ??= new Intl.NumberFormat(language, { useGrouping: false })
    return format.format(value)
  }
}
