import { posix } from 'node:path'
import { decoded } from './folder-links.ts'

/**
 * The path in the folder of a picture that a document names: beside the document, or below the folder itself where the
 * address begins with a slash or nothing lies beside the document, as site generators have it.
 * @param from path of the document
 * @returns undefined for an address of the web, and one that leads out of the folder
 */
export const pictureBeside = (
  address: string,
  from: string,
  has: (path: string) => boolean | string,
): string | undefined => {
  const [place = ''] = decoded(address.trim()).split(/[?#]/)
  if (place === '' || /^[a-z][a-z\d+.-]*:|^\/\//i.test(place)) return undefined
  const bare = posix.normalize(place.replace(/^\/+/, ''))
  const beside = posix.join(posix.dirname(from), place)
  const paths = place.startsWith('/') ? [bare, `static/${bare}`] : [beside, bare]
  const inside = paths.filter((path) => !path.startsWith('..'))
  return inside.find((path) => has(path) === true) ?? inside[0]
}
