/**
 * Decodes a text file: UTF-8, with or without a byte order mark, any kind of line end.
 * @returns undefined when it is not UTF-8
 */
export const decodeText = (bytes: Uint8Array): string | undefined => {
  try {
    // The decoder drops a byte order mark by itself.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n')
  } catch {
    return undefined
  }
}
