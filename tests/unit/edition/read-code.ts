import imported from 'jsqr'

/** What is imported is the function itself, whatever its types say of modules. */
const jsQR = imported as unknown as typeof imported.default

const scale = 6

/** Reads the QR codes of a page or a drawing by a decoder that is not ours: what is drawn, in black on white pixels. */
export const readCodes = (markup: string): string[] =>
  [...markup.matchAll(/<svg[^>]* viewBox="0 0 (\d+) \d+"[^>]*>([\s\S]*?)<\/svg>/g)].map(([, size, content]) =>
    readCode(Number(size), content!),
  )

const readCode = (size: number, content: string): string => {
  const width = size * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, run] of content.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let down = 0; down < scale; down++)
      for (let right = 0; right < Number(run) * scale; right++)
        pixels.fill(
          0,
          at(Number(x) * scale + right, Number(y) * scale + down),
          at(Number(x) * scale + right, Number(y) * scale + down) + 3,
        )
  const found = jsQR(pixels, width, width)
  if (!found) throw new Error('There is no code that can be read')
  return found.data

  function at(x: number, y: number): number {
    return (y * width + x) * 4
  }
}
