import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { stubPath } from '../../functions/edition/model/paths.ts'
import { imagePath, mostImageBytes, readImage } from '../../functions/issue/image.ts'
import { issueId } from '../../functions/issue/manifest.ts'
import { Language } from '../../functions/publication/language.ts'
import type { Publication } from '../../functions/publication/publication.ts'
import { defined } from '../../functions/runtime/defined.ts'
import { readPublicationFor } from '../local-content/local-publication.ts'
import { readInside, readWholeFolder } from '../local-content/read-folder.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { binaryKindOf } from './decode-document.ts'
import { importDocument, mostDocumentBytes } from './import-document.ts'
import { importFolder } from './import-folder.ts'
import { slugOf } from './slug.ts'

export type DocumentOptions = { id?: string; language?: string | undefined; publication?: string | undefined }

/** A document, made an issue, and the publication that it would be an issue of. */
export type ImportedDocument = ReturnType<typeof importDocument> & { id: string; publication: Publication }

/**
 * Imports a document, or a folder of them, with the images beside it that it shows.
 * @param source a Markdown file of at most 5 MB, or a folder with Markdown files and perhaps a `SUMMARY.md`
 * @throws Stop when there is no such file, when it is too large, empty or no text, or when an option makes no sense
 */
export const readDocument = async (
  { cwd }: Pick<TerminalIo, 'cwd'>,
  source: string,
  { id: askedId, language, publication: publicationFile }: DocumentOptions,
): Promise<ImportedDocument> => {
  const file = resolve(cwd, source)
  const found = await stat(file).catch(() => undefined)
  if (!found) throw new Stop(`${source} is not there: give a Markdown document, or a folder of them`)
  if (!found.isFile() && !found.isDirectory())
    throw new Stop(`${source} is not a regular file: give a Markdown document, or a folder of them`)
  const folder = found.isDirectory() ? file : dirname(file)
  if (found.isFile() && found.size > mostDocumentBytes)
    throw new Stop(
      `${source} has ${Math.ceil(found.size / 1e6)} MB: a document may have ${mostDocumentBytes / 1e6} MB`,
    )
  if (language !== undefined && !Language.safeParse(language).success)
    throw new Stop(`${language} is no language tag such as zh-CN or en`)
  const publication = await readPublicationFor({ cwd }, folder, publicationFile)
  const name = basename(file, extname(file))
  const id = askedId ?? (slugOf(name).slice(0, 50).replace(/-+$/, '') || 'issue')
  if (!issueId.test(id)) throw new Stop(`${id} is no id of an issue: write a–z, 0–9 and hyphens, at most 50`)
  const options = {
    name,
    ...defined({ language }),
    fallback: publication.languages[0]!,
    publication,
    image: imagesBeside(folder),
  }
  const imported = found.isDirectory()
    ? importFolder(await readWholeFolder(file, { only: /\.(md|markdown)$/i, mostBytes: mostDocumentBytes }), {
        ...options,
        addressOf: (slug, tag) => publication.site + stubPath(tag, id, slug),
      })
    : importDocument(await readText(file, source), options)
  if (imported.report.articles.length === 0) throw new Stop(`${source} holds no text`)
  return { ...imported, id, publication }
}

/** @throws Stop when the file is no text */
const readText = async (file: string, source: string): Promise<Uint8Array> => {
  const bytes = await readFile(file)
  const kind = binaryKindOf(bytes)
  if (kind)
    throw new Stop(
      `${source} is ${kind}, not Markdown: export it as Markdown first (pandoc does, from Word, OpenDocument, EPUB and RTF)`,
    )
  return bytes
}

/** Reads the pictures that a document names by a path below its own folder. */
const imagesBeside = (folder: string) => (path: string) => {
  if (!imagePath.test(path)) return undefined
  try {
    const found = readInside(folder, path, { mostBytes: mostImageBytes })
    if (!found || 'refused' in found) return found?.refused
    const image = readImage(found.bytes)
    return 'reason' in image ? `it ${image.reason}` : found.bytes
  } catch (error) {
    return `it cannot be read (${(error as NodeJS.ErrnoException).code})`
  }
}
