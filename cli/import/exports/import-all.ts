import { stat } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { Language } from '../../../functions/publication/language.ts'
import { publicationFileFor, readPublicationFor } from '../../local-content/local-publication.ts'
import { Stop, type TerminalIo } from '../../terminal/terminal-io.ts'
import type { Archive } from './archive.ts'
import type { Export } from './post.ts'
import { reportExport } from './print-report.ts'

export type ExportOptions = {
  out?: string
  drafts?: boolean
  pictures?: boolean
  language?: string | undefined
  publication?: string | undefined
  id?: string
}

/**
 * Makes an issue's folder of each post of an export, below `content/issues` or where it was asked for, and prints what
 * became of all.
 * @throws Stop when that is no folder, or no publication is there
 */
export const importAll = async (
  io: TerminalIo,
  archive: Archive,
  whole: Export,
  { out: asked, drafts = false, pictures = false, language, publication: publicationFile, id }: ExportOptions,
): Promise<number> => {
  if (language !== undefined && !Language.safeParse(language).success)
    throw new Stop(`${language} is no language tag such as zh-CN or en`)
  if (id) throw new Stop('--id is for a document: each post of an export has an id of its own')
  const near = asked ? resolve(io.cwd, asked) : io.cwd
  const publication = await readPublicationFor(io, near, publicationFile)
  const out = asked ? near : join(dirname(await publicationFileFor(io, near, publicationFile)), 'issues')
  const shown = relative(io.cwd, out) || '.'
  await refuseFile(out, shown)
  const { importExport } = await import('./import-posts.ts')
  const { createDownload } = await import('./download.ts')
  const { createPictures } = await import('./pictures.ts')
  const report = await importExport(whole, {
    out,
    shown,
    publication,
    language,
    drafts,
    pictures: createPictures(archive, pictures ? createDownload() : undefined),
    progress: io.progress,
  })
  const said = { ...report, refused: archive.refused }
  io.progress('')
  io.answer(said)
  reportExport(io, said, { out: shown, pictures, drafts })
  return 0
}

const refuseFile = async (out: string, shown: string): Promise<void> => {
  if (
    await stat(out).then(
      (found) => !found.isDirectory(),
      () => false,
    )
  )
    throw new Stop(`${shown} is a file: give a folder to write to`)
}
