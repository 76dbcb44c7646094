import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'
import type { ExportReport } from '../../../../../cli/import/exports/import-posts.ts'
import { aFolder, aMachine } from '../../terminal-io.ts'
import type { ExportFiles } from './sample-exports.ts'

const publication = `id: tides
languages: [en, de]
names: { en: Tides, de: Gezeiten }
taglines: { en: What the water did, de: Was das Wasser tat }
publisher: { en: The pilots, de: Die Lotsen }
site: https://tides.example.org
sender: { name: { en: Tides, de: Gezeiten }, address: tides@news.tides.example.org }
replyTo: editors@tides.example.org
admin: admin@tides.example.org
postalAddress: { en: "1 Pier Road, Harbour", de: "Kaiweg 1, Hafen" }
timeZone: Asia/Shanghai
cadence: { cron: "0 9 10 1,4,7,10 ?" }
brand: { ink: "#17202e", paper: "#ffffff", accent: "#0b5cad", accentDark: "#7ab8ff" }
topics:
  - { id: news, names: { en: News, de: Nachrichten } }
`

/** A magazine's folder without an issue, and a command line in it. */
export const aDesk = async () => {
  const cwd = await aFolder()
  await mkdir(join(cwd, 'content'), { recursive: true })
  await writeFile(join(cwd, 'content/publication.yaml'), publication)
  const { masthead, ...machine } = aMachine({ cwd })
  const read = (path: string) => readFile(join(cwd, path), 'utf8')
  return {
    cwd,
    masthead,
    ...machine,
    read,
    article: async (issue: string) => {
      const names = await readdir(join(cwd, 'content/issues', issue))
      return read(join('content/issues', issue, names.find((name) => name.endsWith('.md'))!))
    },
    issues: () => readdir(join(cwd, 'content/issues')).catch(() => []),
    imported: async (...args: string[]): Promise<ExportReport> => {
      const { code, out, errors } = await masthead('import', ...args, '--json')
      if (code !== 0) throw new Error(errors)
      return JSON.parse(out)
    },
  }
}

export const writeFiles = async (folder: string, files: ExportFiles): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

export const writeZip = async (file: string, files: ExportFiles): Promise<void> => {
  const zip = new ZipFile()
  for (const [path, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content as string), path)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(file))
}
