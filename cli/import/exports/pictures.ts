import { mostImageBytes, readImage } from '../../../functions/issue/image.ts'
import { slugOf } from '../slug.ts'
import { createUnique } from '../unique-names.ts'
import type { Archive } from './archive.ts'
import type { Download } from './download.ts'

/** A picture for an issue's folder, one that stays on the web, or the reason why it is missing. */
export type FoundPicture =
  | { path: string; bytes: Uint8Array; isFetched: boolean }
  | { remote: string }
  | { failed: string }

/**
 * Creates finders of pictures, one per post: first in the export, by the end of the address, then on the web if
 * `download` is given.
 * @param download without it, pictures on the web stay there
 */
export const createPictures = (archive: Archive, download?: Download) => {
  const byName = new Map<string, string[]>()
  for (const path of archive.paths) {
    const name = path.split('/').at(-1)!.toLowerCase()
    byName.set(name, [...(byName.get(name) ?? []), path])
  }
  return () => {
    const unique = createUnique()
    const known = new Map<string, Promise<FoundPicture>>()
    const find = async (address: string, folder: string): Promise<FoundPicture> => {
      const inside = insideOf(address, folder, byName)
      const isWeb = /^(?:https?:)?\/\//i.test(address)
      if (inside) return taken(await readWhole(archive, inside), inside, false)
      if (/^data:/i.test(address)) return { failed: 'its bytes stand in the text' }
      if (!isWeb) return { failed: 'it is not in the export' }
      if (!download) return { remote: address }
      const url = address.replace(/^(?:http:)?\/\//i, 'https://')
      const fetched = await download(url)
      return 'failed' in fetched ? fetched : taken(fetched.bytes, new URL(url).pathname, true)
    }
    const taken = (bytes: Uint8Array | string, path: string, isFetched: boolean): FoundPicture => {
      if (typeof bytes === 'string') return { failed: bytes }
      const image = readImage(bytes)
      if ('reason' in image) return { failed: `it ${image.reason}` }
      const ending = image.type
        .replace(/^image\//, '')
        .replace('jpeg', 'jpg')
        .replace(/\+.*/, '')
      return { path: `images/${unique(nameOf(path))}.${ending}`, bytes, isFetched }
    }
    return (address: string, folder = ''): Promise<FoundPicture> => {
      const found = known.get(address) ?? find(address, folder)
      known.set(address, found)
      return found
    }
  }
}

const readWhole = async (archive: Archive, path: string): Promise<Uint8Array | string> => {
  try {
    return await archive.read(path, { mostBytes: mostImageBytes })
  } catch (error) {
    return (error as Error).message
  }
}

const nameOf = (path: string): string =>
  slugOf(decoded(path.split('/').at(-1)!).replace(/\.\w{1,5}$/, '')) || 'picture'

/**
 * The file of an export that an address refers to: the one that shares most path segments, counted from the end. The
 * file name alone is enough if no other file has it and the name is not a common one.
 */
const insideOf = (
  address: string,
  folder: string,
  byName: ReadonlyMap<string, readonly string[]>,
): string | undefined => {
  const parts = decoded(address)
    .replace(/[?#].*$/, '')
    .replace(/^(?:https?:)?\/\/[^/]*/i, '')
    .split('/')
    .filter((part) => part !== '' && part !== '.' && part !== '..')
  const name = parts.at(-1)?.toLowerCase() ?? ''
  const found = byName.get(name) ?? []
  const shared = (path: string): number => {
    const own = path.toLowerCase().split('/').reverse()
    const wanted = [...folder.split('/'), ...parts].map((part) => part.toLowerCase()).reverse()
    const differs = own.findIndex((part, at) => part !== wanted[at])
    return differs < 0 ? own.length : differs
  }
  const [best, next] = found.toSorted((a, b) => shared(b) - shared(a))
  if (!best || (next && shared(next) === shared(best))) return undefined
  const isWeb = /^(?:https?:)?\/\//i.test(address)
  return shared(best) > 1 || !isWeb || name.length > 16 ? best : undefined
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
