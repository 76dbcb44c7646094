import { qrCode, qrPath } from '../../functions/edition/pages/qr.ts'

/**
 * Millimetres a module: phones read half a millimetre at arm's length, and so the smallest code (29 modules with its
 * quiet zone) is 20 mm wide at the least, as codes in print should be (ISO/IEC 18004 leaves it to the application).
 */
const moduleMm = 0.7

/** A code as a file for a layout: black on white, in its true size. */
export const codeDrawing = (address: string): string => {
  const code = qrCode(address)
  const mm = Number((code.size * moduleMm).toFixed(1))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${code.size} ${code.size}" width="${mm}mm" height="${mm}mm" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${code.size}v${code.size}H0z"/><path fill="#000" d="${qrPath(code)}"/></svg>\n`
}
