import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { json } from 'node:stream/consumers'
import { drawIcons } from '../functions/edition/card/draw-card.ts'
import { Publication } from '../functions/publication/publication.ts'
import { packagedCardFiles } from './card-files.ts'

/** Draws the icons of a publication into a folder, by their paths on the site. */
export const writeIcons = async ({ brand }: Pick<Publication, 'brand'>, folder: string): Promise<void> => {
  for (const { path, png } of await drawIcons(brand, packagedCardFiles)) {
    const file = join(folder, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, png)
  }
}

// As a script, for bundling: the publication as JSON on standard input, the folder as its argument.
if (import.meta.main) await writeIcons(Publication.parse(await json(process.stdin)), process.argv[2]!)
