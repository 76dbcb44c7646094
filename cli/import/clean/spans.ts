/** A run of a text, in UTF-16 code units; `end` is exclusive. */
export type Span = [start: number, end: number]

/** The code spans of a paragraph, backticks included (CommonMark 0.31 §6.1). */
export const codeSpans = (text: string): Span[] => {
  const runs = [...text.matchAll(/`+/g)].map((run) => ({ at: run.index, length: run[0].length }))
  const places = new Map<number, { at: number[]; next: number }>()
  for (const { at, length } of runs) {
    const known = places.get(length)
    if (known) known.at.push(at)
    else places.set(length, { at: [at], next: 0 })
  }
  const spans: Span[] = []
  let end = 0
  for (const { at, length } of runs) {
    if (at < end || isEscaped(text, at)) continue
    const same = places.get(length)!
    while (same.at[same.next]! <= at) same.next++
    const close = same.at[same.next]
    if (close === undefined) continue
    end = close + length
    spans.push([at, end])
  }
  return spans
}

/** True when an odd number of backslashes precedes the index. */
export const isEscaped = (text: string, at: number): boolean => {
  let from = at
  while (text[from - 1] === '\\') from--
  return (at - from) % 2 === 1
}

/** Applies `change` to every part of a text outside the spans, in order. */
export const changeOutside = (
  text: string,
  spans: readonly Span[],
  change: (part: string, at: number) => string,
): string => {
  let [out, from] = ['', 0]
  for (const [start, end] of spans) {
    out += change(text.slice(from, start), from) + text.slice(start, end)
    from = end
  }
  return out + change(text.slice(from), from)
}

/** @returns a function that gives the 0-based line of an index in the text */
export const lineIndexer = (text: string): ((at: number) => number) => {
  const ends: number[] = []
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) ends.push(at)
  return (place) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! < place) low = middle + 1
      else high = middle
    }
    return low
  }
}
