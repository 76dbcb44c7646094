import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readManual } from './read-manual.ts'

const out = process.argv[2] ?? 'out/manual'

/**
 * `npm run docs`: writes the manual, with the references that are made of schemas, commands and template, as pages. A folder
 * other than `out/manual` may be named.
 */
const buildManual = async () => {
  const files = await readManual()
  await rm(out, { recursive: true, force: true })
  await mkdir(out, { recursive: true })
  for (const { path, text } of files) await writeFile(join(out, path), text)
  console.log(`${files.length} files in ${out}: open ${out}/index.html`)
}

await buildManual().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
