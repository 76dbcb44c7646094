const ampersand = 0x26
const equals = 0x3d
const percent = 0x25
const plus = 0x2b
const space = 0x20

/** The fields of a form, read like URLSearchParams. A value is decoded only when it is asked for. */
export type FormFields = Iterable<[name: string, value: string]> & {
  /** The first value of a field; null when it has none. */
  get(name: string): string | null
  /** The same, as bytes. */
  bytes(name: string): Buffer | null
}

type Range = { name: string; from: number; to: number }

/**
 * Parses `application/x-www-form-urlencoded` (WHATWG URL §5.1). A mail of 100 KB is one of the values of a SendRawEmail;
 * URLSearchParams takes as long to decode it as SES's emulator takes for everything else.
 */
export const formFields = (body: Buffer): FormFields => {
  const ranges = [...rangesOf(body)]
  const first = new Map<string, Range>()
  for (const range of ranges) if (!first.has(range.name)) first.set(range.name, range)
  const bytes = (name: string) => {
    const range = first.get(name)
    return range ? decoded(body, range.from, range.to) : null
  }
  return {
    get: (name) => bytes(name)?.toString('utf8') ?? null,
    bytes,
    *[Symbol.iterator]() {
      for (const { name, from, to } of ranges) yield [name, decoded(body, from, to).toString('utf8')]
    },
  }
}

function* rangesOf(body: Buffer): Generator<Range> {
  for (let from = 0; from < body.length; ) {
    const found = body.indexOf(ampersand, from)
    const to = found < 0 ? body.length : found
    const at = body.subarray(from, to).indexOf(equals)
    const end = at < 0 ? to : from + at
    if (to > from) yield { name: decoded(body, from, end).toString('utf8'), from: Math.min(end + 1, to), to }
    from = to + 1
  }
}

const digits = new Int8Array(256).fill(-1)
for (let digit = 0; digit < 16; digit += 1) {
  digits[digit.toString(16).charCodeAt(0)] = digit
  digits[digit.toString(16).toUpperCase().charCodeAt(0)] = digit
}

/** A percent sign that encodes nothing stands for itself. */
const decoded = (body: Buffer, from: number, to: number): Buffer => {
  const bytes = Buffer.allocUnsafe(to - from)
  let length = 0
  for (let at = from; at < to; at += 1) {
    let byte = body[at]!
    if (byte === plus) byte = space
    else if (byte === percent && at + 2 < to) {
      const high = digits[body[at + 1]!]!
      const low = digits[body[at + 2]!]!
      if (high >= 0 && low >= 0) {
        byte = high * 16 + low
        at += 2
      }
    }
    bytes[length] = byte
    length += 1
  }
  return bytes.subarray(0, length)
}
