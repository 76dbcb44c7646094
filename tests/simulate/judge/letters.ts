/** The meanings of outcome codes. The judge has its own table, because the service's may be what is wrong. */
export const meaning = {
  '.': 'waiting',
  '>': 'under-way',
  a: 'accepted',
  u: 'uncertain',
  r: 'failed',
  m: 'failed',
  x: 'failed',
  U: 'excluded',
  S: 'excluded',
  P: 'excluded',
  G: 'excluded',
  C: 'excluded',
  W: 'excluded',
  H: 'excluded',
  V: 'excluded',
  Z: 'excluded',
  M: 'excluded',
  T: 'excluded',
} as const

export type Letter = keyof typeof meaning

export const isLetter = (letter: string): letter is Letter => Object.hasOwn(meaning, letter)
