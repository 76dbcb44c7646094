import { encode } from 'uqr'

/** Modules of white on each side (ISO/IEC 18004, "Quiet zone"): a reader finds no code without them. */
const quiet = 4

/** A QR code as black and white modules, its quiet zone among them. */
export type QrCode = { size: number; isBlack: (x: number, y: number) => boolean }

/**
 * Encodes an address with error correction of level Q: a quarter of it may be lost to a fold, a stain or a glossy page,
 * for at most one size more than level M would take.
 */
export const qrCode = (address: string): QrCode => {
  const { size, data } = encode(address, { ecc: 'Q', border: quiet })
  return { size, isBlack: (x, y) => data[y]?.[x] === true }
}

/** The path that fills all black modules of a code, a run of them at a time. One unit is one module. */
export const qrPath = ({ size, isBlack }: QrCode): string => {
  let path = ''
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const start = x
      while (isBlack(x, y)) x++
      if (x > start) path += `M${start} ${y}h${x - start}v1H${start}z`
    }
  return path
}
