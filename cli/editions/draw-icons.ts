import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { drawIcons } from '../../functions/edition/card/draw-card.ts'
import { icons } from '../../functions/edition/card/logo.ts'
import { iconFile } from '../../functions/edition/lists/web-manifest.ts'
import type { SiteFile } from '../../functions/edition/model/edition.ts'
import { Publication } from '../../functions/publication/publication.ts'
import { packagedCardFiles } from './card-files.ts'

/** The icons of a publication, as files of its site; drawn once for each look. */
export const iconFiles = ({ brand }: Pick<Publication, 'brand'>): Promise<SiteFile[]> => {
  const key = JSON.stringify(brand)
  const files = drawn.get(key) ?? draw(brand)
  drawn.set(key, files)
  return files
}
const drawn = new Map<string, Promise<SiteFile[]>>()

const draw = async (brand: Publication['brand']): Promise<SiteFile[]> => {
  const pictures = new Map((await drawIcons(brand, packagedCardFiles)).map(({ path, png }) => [path, png]))
  return icons.map((icon) => iconFile(icon, pictures.get(icon.path)!))
}

// When run as a script, by the bundler: the publication is JSON on standard input, the folder the argument.
if (import.meta.main) {
  const folder = process.argv[2]!
  await mkdir(folder, { recursive: true })
  for (const { path, body } of await iconFiles(Publication.parse(await json(process.stdin))))
    await writeFile(join(folder, path), body)
}
