import { fork } from 'node:child_process'
import { cp, glob, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runScript } from '../../cli/start/build.ts'
import { clockImport, makeClock } from './clock.ts'
import type { Choice } from './draw-choice.ts'
import type { Outcome } from './outcome.ts'
import { prepare } from './prepare-cloud.ts'
import type { RunOptions } from './run.ts'

export type Runs = {
  seeds: number[]
  /** Changes the functions' code for these runs, given the assembly's folder. */
  spoil?: (assembly: string) => Promise<void>
  /** What is chosen for these runs instead of by the seed. */
  but?: Partial<Choice> | undefined
  /** Ends with the first seed that finds anything wrong: those under way are given up, and not in the outcomes. */
  untilWrong?: boolean
  /** Hears of each run as it ends. */
  onOutcome?: (outcome: Outcome) => void
}

/** Where each run writes what happened. */
export const logOf = (seed: number) => `out/faults/${seed}.log`

/** A run waits now and then: more of them than there are processors keep those busy. */
const atOnce = Math.ceil(availableParallelism() * 1.5)
/** However a run goes, it is over by then. */
const longestRunMs = 1_200_000
const seedScript = fileURLToPath(new URL('./seed.ts', import.meta.url))

/** Has nothing warmed up: a send to so many readers would take days. */
const sendAllAtOnce = async (assembly: string) => {
  for await (const file of glob(join(assembly, '*/publication.json'))) {
    const publication = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...publication, warmUp: false }))
  }
}

/** @throws what the synthesis complains of */
const buildInto = async (folder: string) => {
  const { code, stderr } = await runScript('infra/app.ts', [], {
    CDK_OUTDIR: folder,
    CDK_VALIDATION: 'false',
  })
  if (code !== 0) throw new Error(`The service does not build:\n${stderr}`)
}

/**
 * Prepares a cloud with so many readers, for any number of runs; `end` leaves nothing behind.
 * @param synthesised the service as it was built already; absent: it is built
 */
export const openSeedRuns = async (recipients: number, synthesised?: string) => {
  const dir = await mkdtemp(join(tmpdir(), 'masthead-faults-'))
  const end = () => rm(dir, { recursive: true, force: true })
  const built = join(dir, 'assembly')
  let spoiled = 0
  /** Runs that wait for others to end, however many are asked for at once. */
  const waiting: (() => void)[] = []
  let underWay = 0
  const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
    if (underWay === atOnce) await new Promise<void>((go) => waiting.push(go))
    else underWay += 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else underWay -= 1
    }
  }

  const assemblyFor = async (spoil: Runs['spoil']): Promise<string> => {
    if (!spoil) return built
    spoiled += 1
    const assembly = join(dir, `spoiled-${spoiled}`)
    await cp(built, assembly, { recursive: true })
    await spoil(assembly)
    return assembly
  }
  try {
    if (synthesised) await cp(synthesised, built, { recursive: true })
    else await buildInto(built)
    await sendAllAtOnce(built)
    await prepare(built, join(dir, 'prepared'), recipients)
  } catch (error) {
    await end()
    throw error
  }
  return {
    end,
    /**
     * Runs seeds, some at once, each in a process and a cloud of its own; may be called again meanwhile.
     * @returns outcomes in the order of the seeds
     */
    run: async ({ seeds, spoil, but, untilWrong, onOutcome }: Runs): Promise<Outcome[]> => {
      const assembly = await assemblyFor(spoil)
      const outcomes: Outcome[] = []
      const left = [...seeds]
      const found = new AbortController()
      const next = async () => {
        for (let seed = left.shift(); seed !== undefined && !found.signal.aborted; seed = left.shift()) {
          const where = { seed, recipients, assembly, dir, but, giveUp: found.signal }
          const outcome = await inTurn(async () => (found.signal.aborted ? undefined : runSeed(where)))
          if (found.signal.aborted || !outcome) return
          outcomes.push(outcome)
          if (untilWrong && outcome.wrong.length > 0) found.abort()
          onOutcome?.(outcome)
        }
      }
      await Promise.all(Array.from({ length: atOnce }, next))
      return outcomes.sort((a, b) => a.seed - b.seed)
    },
  }
}

type Where = {
  seed: number
  recipients: number
  assembly: string
  dir: string
  but?: Partial<Choice> | undefined
  giveUp: AbortSignal
}

const runSeed = async ({ seed, recipients, assembly, dir: all, but, giveUp }: Where): Promise<Outcome> => {
  const dir = await mkdtemp(join(all, `seed-${seed}-`))
  const clock = `${dir}.clock`
  await cp(join(all, 'prepared'), dir, { recursive: true })
  makeClock(clock)
  try {
    return await inProcess({ seed, recipients, assembly, dir, clock, log: logOf(seed), but }, giveUp)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

const inProcess = (options: RunOptions, giveUp: AbortSignal): Promise<Outcome> =>
  new Promise((resolve) => {
    const child = fork(seedScript, [JSON.stringify(options)], {
      execArgv: ['--import', clockImport(options.clock)],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      // A group of its own: a sandbox that stands still does not notice that its cloud has gone.
      detached: true,
    })
    let outcome: Outcome | undefined
    let errors = ''
    child.stderr!.on('data', (data) => {
      errors += data
    })
    const kill = () => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
    }
    const timer = setTimeout(kill, longestRunMs)
    giveUp.addEventListener('abort', kill, { once: true })
    child.on('message', (message: Outcome) => {
      outcome = message
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      giveUp.removeEventListener('abort', kill)
      resolve(outcome ?? broken(options.seed, errors.trim() || `the run ended with ${signal ?? code}`))
    })
  })

const broken = (seed: number, why: string): Outcome => ({
  seed,
  kills: 0,
  lost: 0,
  repeated: 0,
  afterUnsubscribe: 0,
  afterCancel: 0,
  uncertain: 0,
  open: 0,
  met: {},
  seconds: 0,
  wrong: [why],
})
