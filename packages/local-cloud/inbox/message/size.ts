/** Bytes of HTML that Gmail shows before it hides the rest behind "View entire message". */
export const clippedBytes = 102 * 1024

/** A size in words, such as `67 KB`. */
export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} bytes`
  const kilobytes = bytes / 1024
  if (kilobytes < 1024) return `${kilobytes < 10 ? kilobytes.toFixed(1) : Math.round(kilobytes)} KB`
  return `${(kilobytes / 1024).toFixed(1)} MB`
}
