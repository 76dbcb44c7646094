import { execFile } from 'node:child_process'
import { cp, mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle } from '../../infra/bundle.ts'
import { readPublication } from '../../infra/publication.ts'
import { settings } from '../../infra/settings.ts'
import { type Benchmark, median } from './figures.ts'
import { inTemporaryFolder } from './temporary.ts'

/** The functions that a reader or an editor waits for. */
const functions = [
  'subscribe',
  'confirm',
  'preferences',
  'unsubscribe',
  'reader-data',
  'api',
  'console',
] as const
const runs = 15
/** KB. The console brings its pages and their words in each of its languages, the API all its operations. */
const larger: Partial<Record<(typeof functions)[number], number>> = {
  console: 590,
  api: 570,
  'reader-data': 465,
}
const budgetOf = (name: (typeof functions)[number]): number => larger[name] ?? 450

/** Prints how long a module takes to load: by `require`, as Lambda's runtime does with an index.cjs. */
const timing = `const began = performance.now()
require(process.argv[1])
process.stdout.write(String(performance.now() - began))`

type Module = { folder: string; environment: Record<string, string> }

/** What a setting can be read from: most are a text or a number, some a list. */
const values = ['1', '[]']

const anEnvironment = (name: (typeof functions)[number]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings[name].shape).map(([variable, schema]) => [
      variable,
      values.find((value) => schema.safeParse(value).success) ?? '',
    ]),
  )

/** Imports a module as Lambda's runtime does: in a process that has done nothing yet. @returns ms */
const importTime = async ({ folder, environment }: Module): Promise<number> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=commonjs', '--eval', timing, join(folder, 'index.cjs')],
    {
      cwd: folder,
      env: {
        ...environment,
        LAMBDA_TASK_ROOT: folder,
        AWS_LAMBDA_FUNCTION_NAME: 'function',
        AWS_REGION: 'eu-west-1',
        AWS_ACCESS_KEY_ID: 'none',
        AWS_SECRET_ACCESS_KEY: 'none',
      },
    },
  )
  return Number(stdout)
}

/** How large the HTTP functions are, and how long a reader waits for a cold one. */
export const benchBundles: Benchmark = (found) =>
  inTemporaryFolder(async (dir) => {
    const folderOf = await bundle(readPublication('content/publication.yaml'), join(dir, 'bundles'))
    // Far from the packages of this project, a bundle has only itself.
    const modules = new Map<string, Module>([['nothing', { folder: join(dir, 'nothing'), environment: {} }]])
    for (const name of functions) {
      const folder = join(dir, name)
      await cp(folderOf(name), folder, { recursive: true, filter: (file) => !file.endsWith('.map') })
      modules.set(name, { folder, environment: anEnvironment(name) })
    }
    await mkdir(join(dir, 'nothing'))
    await writeFile(join(dir, 'nothing', 'index.cjs'), '')

    const times = new Map<string, number[]>([...modules.keys()].map((name) => [name, []]))
    // In turn, so that whatever else the machine does meets all alike.
    for (let run = 0; run < runs; run += 1)
      for (const [name, module] of modules) times.get(name)!.push(await importTime(module))

    const nothing = median(times.get('nothing')!)
    found({ what: 'bundles: an empty module, import', value: nothing, unit: 'ms' })
    for (const name of functions) {
      const { size } = await stat(join(dir, name, 'index.cjs'))
      const ms = median(times.get(name)!)
      found({ what: `bundles: ${name}, size`, value: size / 1000, unit: 'KB', budget: budgetOf(name) })
      found({ what: `bundles: ${name}, import, median of ${runs}`, value: ms, unit: 'ms', budget: 60 })
      found({ what: `bundles: ${name}, import by an empty module's`, value: ms / nothing, unit: '×' })
    }
  })
