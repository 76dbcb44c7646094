import { Refusal } from './refusal.ts'

const others: [kind: string, begins: number[], instead: string][] = [
  ['a zip file or a spreadsheet', [0x50, 0x4b, 0x03, 0x04], 'unpack it, or save the sheet as CSV in UTF-8'],
  ['an old Excel file', [0xd0, 0xcf, 0x11, 0xe0], 'save the sheet as CSV in UTF-8'],
  ['compressed', [0x1f, 0x8b], 'unpack it'],
  ['a PDF', [0x25, 0x50, 0x44, 0x46], 'export the readers as CSV'],
]

/** @throws Refusal for what is no text, which says what to do instead */
export const refuseOtherKinds = (sample: Uint8Array): void => {
  if (sample.length === 0) throw new Refusal('The file is empty')
  for (const [kind, begins, instead] of others)
    if (begins.every((byte, at) => sample[at] === byte)) throw new Refusal(`The file is ${kind}: ${instead}`)
}

/** Whether a file is JSON Lines. @throws Refusal for JSON that is not */
export const isJson = (name: string, text: string): boolean => {
  const trimmed = text.trimStart()
  const isList = trimmed.startsWith('[') && (/\.json$/i.test(name) || /^\[\s*[{\]]/.test(trimmed))
  if (isList)
    throw new Refusal('The file is one JSON list: write JSON Lines, one object a line (jq -c ".[]" FILE)')
  return trimmed.startsWith('{') || /\.(jsonl|ndjson)$/i.test(name)
}
