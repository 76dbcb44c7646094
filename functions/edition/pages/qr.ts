import { encode } from 'uqr'

/** Modules of white on each side (ISO/IEC 18004, "Quiet zone"). Scanners do not find a code without them. */
const quiet = 4

/** A QR code as black and white modules, including its quiet zone. */
export type QrCode = { size: number; isBlack: (x: number, y: number) => boolean }

/**
 * Encodes a URL with error correction level Q: a quarter of the code may be lost to a fold, a stain or glare, and it is
 * at most one size larger than level M.
 */
export const qrCode = (address: string): QrCode => {
  const { size, data } = encode(address, { ecc: 'Q', border: quiet })
  return { size, isBlack: (x, y) => data[y]?.[x] === true }
}

/** An SVG path that fills all black modules, run by run. One unit is one module. */
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
