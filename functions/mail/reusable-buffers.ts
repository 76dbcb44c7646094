/** A buffer for one body at a time. */
export type ReusableBuffer = {
  /** Concatenates the parts. Overwrites the result of the previous call. */
  join(parts: readonly Buffer[]): Buffer
}

/**
 * A pool of buffers. Allocating a new one for each large body would cause most of a worker's garbage, and the resulting
 * fragmentation would take most of its memory. Give a buffer back only when nothing can be reading it any more.
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

/** Bytes. Rounding up leaves room for bodies that differ only by an address or a choice of topics. */
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
