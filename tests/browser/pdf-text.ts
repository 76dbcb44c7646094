import { inflateSync } from 'node:zlib'

/** A PDF as Chromium writes it: objects lie open in the file, streams are deflated. */
const objectsOf = (bytes: Uint8Array) => {
  const file = Buffer.from(bytes).toString('latin1')
  const object = (id: string): string => {
    const from = file.indexOf(`\n${id} 0 obj`)
    return file.slice(from, file.indexOf('\nendobj', from))
  }
  const stream = (id: string): string => {
    const whole = object(id)
    const body = whole.slice(whole.indexOf('stream\n') + 7, whole.lastIndexOf('\nendstream'))
    const data = Buffer.from(body, 'latin1')
    return (whole.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1')
  }
  return { file, object, stream }
}

/** Characters by their codes in a font (ISO 32000-1, §9.10.3). */
const charactersOf = (cmap: string): Map<number, string> => {
  const characters = new Map<number, string>()
  const text = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  for (const [, lines] of cmap.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code, to] of lines!.matchAll(/<(\w+)> <(\w+)>/g))
      characters.set(Number.parseInt(code!, 16), text(to!))
  for (const [, lines] of cmap.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from, to, first] of lines!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let code = Number.parseInt(from!, 16); code <= Number.parseInt(to!, 16); code++)
        characters.set(
          code,
          String.fromCharCode(Number.parseInt(first!, 16) + code - Number.parseInt(from!, 16)),
        )
  return characters
}

/** The texts of a PDF's pages, without the spaces between words: where they stand says where words end. */
export const textsOfPages = (bytes: Uint8Array): string[] => {
  const { file, object, stream } = objectsOf(bytes)
  const charactersIn = (font: string) => {
    const [, map] = /\/ToUnicode (\d+) 0 R/.exec(object(font)) ?? []
    return map === undefined ? new Map<number, string>() : charactersOf(stream(map))
  }
  return [...file.matchAll(/\n(\d+) 0 obj\n<<\/Type \/Page\n/g)].map(([, id]) => {
    const page = object(id!)
    const fonts = new Map(
      [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, font]) => [name!, charactersIn(font!)]),
    )
    const [, contents] = /\/Contents (\d+) 0 R/.exec(page)!
    let font = new Map<number, string>()
    let text = ''
    for (const [, name, hex] of stream(contents!).matchAll(/\/(F\d+) [\d.]+ Tf|<([0-9A-F]+)> Tj/g)) {
      if (name !== undefined) font = fonts.get(name) ?? new Map()
      else for (const [code] of hex!.matchAll(/.{4}/g)) text += font.get(Number.parseInt(code, 16)) ?? ''
    }
    return text.replaceAll(/\s/g, '')
  })
}

export type Entry = { title: string; within: Entry[] }

/** A PDF's outline (ISO 32000-1, §12.3.3). */
export const outlineOf = (bytes: Uint8Array): Entry[] => {
  const { file, object } = objectsOf(bytes)
  const linked = (text: string, key: string) => new RegExp(`/${key} (\\d+) 0 R`).exec(text)?.[1]
  const entries = (first: string | undefined): Entry[] => {
    if (first === undefined) return []
    const entry = object(first)
    return [
      { title: titleOf(entry), within: entries(linked(entry, 'First')) },
      ...entries(linked(entry, 'Next')),
    ]
  }
  const root = linked(file, 'Outlines')
  return root === undefined ? [] : entries(linked(object(root), 'First'))
}

const titleOf = (entry: string): string => {
  const [, plain, hex] = /\/Title (?:\((.*)\)|<FEFF([0-9A-F]*)>)/.exec(entry)!
  return plain ?? Buffer.from(hex!, 'hex').swap16().toString('utf16le')
}
