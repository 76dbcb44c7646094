/** Room for one body at a time. */
export type ReusableBuffer = {
  /** The parts one after the other; what was joined here before is overwritten. */
  join(parts: readonly Buffer[]): Buffer
}

/**
 * Spaces that are used again: a new one for each large body would be most of a worker's garbage, and the holes that
 * such pieces leave most of its memory. Give one back only when nobody can be reading it any more.
 */
export const createReusableBuffers = () => {
  const free: ReusableBuffer[] = []
  return {
    take: (): ReusableBuffer => free.pop() ?? createSpace(),
    giveBack: (space: ReusableBuffer) => {
      free.push(space)
    },
  }
}

/** Bodies differ by the length of an address or a choice of topics: room for more of the same. */
const roundedTo = 64 * 1024

const createSpace = (): ReusableBuffer => {
  let bytes = Buffer.alloc(0)
  return {
    join: (parts) => {
      const length = parts.reduce((sum, part) => sum + part.length, 0)
      if (bytes.length < length) bytes = Buffer.allocUnsafeSlow(Math.ceil(length / roundedTo) * roundedTo)
      let at = 0
      for (const part of parts) at += part.copy(bytes, at)
      return bytes.subarray(0, length)
    },
  }
}
