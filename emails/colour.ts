/**
 * Mixes two colours such as `#17202e`, because mail clients do not know `color-mix()`.
 * @param share of the second colour, 0 to 1
 */
export const mix = (first: string, second: string, share: number): string => {
  const [a, b] = [channels(first), channels(second)]
  return `#${a
    .map((value, index) => Math.round(value + (b[index]! - value) * share))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`
}

const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
