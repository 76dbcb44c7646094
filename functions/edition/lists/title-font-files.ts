import { titleFonts } from '../../web/title-fonts.ts'
import type { SiteFile } from '../model/edition.ts'
import { assetFile } from '../model/site-file.ts'

/** The fonts of titles as files of the site. @param read finds them as cards do */
export const titleFontFiles = (read: (path: string) => Promise<Uint8Array>): Promise<SiteFile[]> =>
  Promise.all(titleFonts.map(async ({ path, file }) => assetFile(path, 'font/woff', await read(file))))
