import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cacheFolder } from '../cli/fetch-package.mjs'

const version = '5.3.0'
const run = promisify(execFile)

/** What a book breaks of the standard, a line each. */
export type CheckBook = (book: Uint8Array) => Promise<string[]>

/**
 * EPUBCheck, by which publishers and shops judge EPUBs (w3.org/publishing/epubcheck). Its jars are fetched by Maven where
 * that and Java are.
 * @returns the check, or what it needs to run here
 */
export const findEpubCheck = async (): Promise<CheckBook | { needs: string }> => {
  for (const command of ['java', 'mvn'])
    if (spawnSync(command, ['-version']).error) return { needs: command === 'mvn' ? 'Maven' : 'Java' }
  const folder = await fetched().catch((error: Error) => error)
  if (folder instanceof Error) return { needs: `its program (${folder.message})` }
  return async (book) => {
    const folderOfBook = await mkdtemp(join(tmpdir(), 'book-'))
    const file = join(folderOfBook, 'book.epub')
    await writeFile(file, book)
    // A program that ends after seconds is not worth the work of Java's second compiler and of parallel collectors.
    const args = [
      '-XX:TieredStopAtLevel=1',
      '-XX:+UseSerialGC',
      '-Xshare:auto',
      '-cp',
      join(folder, '*'),
      'com.adobe.epubcheck.tool.Checker',
      file,
      '--json',
      '-',
      '--quiet',
    ]
    const { stdout } = await run('java', args, { maxBuffer: 100_000_000 }).catch(
      (error: Error & { stdout: string }) => error,
    )
    const { messages }: { messages: Message[] } = JSON.parse(stdout.slice(stdout.indexOf('{')))
    return messages.map(
      ({ ID, message, locations: [at] }) => `${ID} ${at?.path ?? ''}:${at?.line ?? ''} ${message}`,
    )
  }
}

type Message = { ID: string; message: string; locations: { path: string; line: number }[] }

/** The folder of its jars, and of all that they need. */
const fetched = async (): Promise<string> => {
  const kept = join(cacheFolder(), `epubcheck-${version}`)
  if ((await readdir(kept).catch(() => [])).length > 0) return kept
  await mkdir(cacheFolder(), { recursive: true })
  const folder = await mkdtemp(join(cacheFolder(), 'fetching-'))
  try {
    await writeFile(join(folder, 'pom.xml'), pom)
    const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime', '-DoutputDirectory=jars']
    await run('mvn', ['--batch-mode', '--quiet', ...copy], { cwd: folder })
    await rename(join(folder, 'jars'), kept)
    return kept
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>books</groupId><artifactId>books</artifactId><version>1</version>
<dependencies><dependency><groupId>org.w3c</groupId><artifactId>epubcheck</artifactId><version>${version}</version></dependency></dependencies>
</project>
`
