import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { readAssembly } from '#local-cloud/template/template'
import { entries } from '../../infra/bundle.ts'
import type { Choice } from './draw-choice.ts'

/** One text of a file, however it is broken into lines, and what stands there instead. */
type Instead = { file: string; find: string; replace: string }

/** A way to break the protocol: whose code, and what it says instead. */
export type Break = {
  handler: 'deliver' | 'plan' | 'sweep'
  instead: readonly Instead[]
  /** What must happen in a run so that it shows. */
  but?: Partial<Choice> | undefined
  /** By which rule the history tells it. Absent: by any, or by what SES and the ledger say. */
  rule?: string
}

const claimedBatch = 'functions/sending/deliver/mark-before-calling.ts'
const freshStates = 'functions/sending/deliver/fresh-reader-states.ts'
const sesCalls = 'functions/sending/deliver/send-batch-mails.ts'

/** Nothing else befalls anybody, and the run is soon over. */
const quiet: Partial<Choice> = {
  kills: [],
  late: [],
  strikes: [],
  stops: [],
  clockSteps: [],
  standsStill: false,
  dayQuota: undefined,
  account: undefined,
  pause: undefined,
  cancel: { afterMails: 200 },
  acts: [],
  unreadable: [],
  republish: undefined,
  test: undefined,
  second: undefined,
  joiners: [],
  choosers: [],
}
/** All the time somebody leaves. */
const leavers = Array.from({ length: 60 }, (_, index) => ({ afterMails: 3 + index * 3 }))

/** All the time somebody chooses anew. */
const choosers = Array.from({ length: 30 }, (_, index) => ({ afterMails: 1 + index * 2 }))
const correct = { killAfter: 20, waitMs: 10 }

/** Protocols that look right and are not. */
export const broken = {
  'marks a chunk after sending instead of before': {
    handler: 'deliver',
    instead: [
      {
        file: claimedBatch,
        find: 'if (!(await write(after, sets))) return undefined',
        replace:
          'if (under.length > 0) batch = { ...batch, codes: after }\nelse if (!(await write(after, sets))) return undefined',
      },
    ],
    but: { ...quiet, rate: 500, kills: [{ step: 'mail', nth: 30, when: 'after' }] },
  },
  'sends again what a dead worker had begun': {
    handler: 'deliver',
    instead: [
      { file: claimedBatch, find: "turn(batch.codes, ['>'], 'u')", replace: "turn(batch.codes, ['>'], '.')" },
    ],
    but: { ...quiet, rate: 500, kills: [{ step: 'mail', nth: 30, when: 'after' }] },
  },
  'reads readers’ states once and never again': {
    handler: 'deliver',
    instead: [
      { file: freshStates, find: 'const freshMs = 2_000', replace: 'const freshMs = 1e12' },
      { file: freshStates, find: 'const readAheadMs = 1_500', replace: 'const readAheadMs = 1e12' },
    ],
    // A chunk takes so long that somebody leaves in the middle of it.
    but: { ...quiet, leavers, rate: 5, ranges: 1 },
  },
  'believes its wall clock alone': {
    handler: 'deliver',
    instead: [
      {
        file: 'functions/runtime/clocks.ts',
        find: 'Math.max(0, clocks.wall() - wall, clocks.monotonic() - monotonic)',
        replace: 'Math.max(0, clocks.wall() - wall, 0 * monotonic)',
      },
    ],
    but: {
      ...quiet,
      rate: 14,
      clockSteps: [20, 60, 120].map((afterMails) => ({ afterMails, ms: -3_600_000, of: 'deliver' })),
      stops: [22, 62, 122].map((afterMails) => ({ afterMails, forMs: 200_000, of: 'deliver' })),
    },
  },
  'believes its monotonic clock alone': {
    handler: 'deliver',
    instead: [
      {
        file: 'functions/runtime/clocks.ts',
        find: 'Math.max(0, clocks.wall() - wall, clocks.monotonic() - monotonic)',
        replace: 'Math.max(0, clocks.monotonic() - monotonic, 0 * wall)',
      },
    ],
    but: {
      ...quiet,
      rate: 14,
      standsStill: true,
      stops: [22, 62, 122].map((afterMails) => ({ afterMails, forMs: 200_000, of: 'deliver' })),
    },
  },
  'takes who was not called for uncertain': {
    handler: 'deliver',
    instead: [
      {
        file: 'functions/sending/deliver/code-of-outcome.ts',
        find: "'not-called': '.',",
        replace: "'not-called': 'u',",
      },
      {
        file: sesCalls,
        find: "if (stopped) return outcomes.set(index, '.')",
        replace: "if (stopped) return outcomes.set(index, 'u')",
      },
      {
        file: sesCalls,
        find: "if (stopped) outcomes.set(index, '.')",
        replace: "if (stopped) outcomes.set(index, 'u')",
      },
    ],
    but: { ...quiet, rate: 50, dayQuota: { afterMails: 60, forMs: 60_000 } },
  },
  'lifts a hold by another’s cause': {
    handler: 'sweep',
    instead: [
      {
        file: 'functions/sending/watch/lift-quota-hold.ts',
        find: "sends.lift(send.id, ['quota'], false)",
        replace: 'sends.lift(send.id, Object.keys(send.holds), false)',
      },
    ],
    but: {
      ...quiet,
      rate: 50,
      dayQuota: { afterMails: 60, forMs: 200_000 },
      pause: { afterMails: 55, forMs: 900_000 },
    },
  },
  'plans from the start when it comes back': {
    handler: 'plan',
    instead: [
      {
        file: 'functions/sending/plan/build-plan-step.ts',
        find: "const after = standing?.upTo ?? ''",
        replace: "const after = number === 1 ? '' : (standing?.upTo ?? '')",
      },
    ],
    // Two steps.
    but: { ...quiet, ranges: 1, cancel: { afterMails: 10 } },
  },
  'corrects whichever edition somebody got': {
    handler: 'plan',
    instead: [
      {
        file: 'functions/sending/plan/faulty-deliveries.ts',
        find: 'if (!sent || !editions.includes(sent.edition))',
        replace: 'if (!sent)',
      },
    ],
    but: { ...quiet, rate: 500, cancel: undefined, correct },
    rule: 'corrected',
  },
  'corrects by the language that was planned': {
    handler: 'plan',
    instead: [
      {
        file: 'functions/sending/ledger/edition-sent.ts',
        find: 'const language = languageNoted(switched, index) ?? planned.language',
        replace: 'const language = planned.language',
      },
    ],
    // Readers of early batches have chosen another language before their turn.
    but: { ...quiet, rate: 50, ranges: 1, cancel: undefined, correct, choosers },
    rule: 'corrected',
  },
} as const satisfies Record<string, Break>

const isIn = (file: string, path: string) => path.replaceAll('\\', '/').endsWith(file)

const patternOf = (find: string) =>
  new RegExp(
    find
      .split(/\s+/)
      .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('\\s+'),
  )

/** A file with its lines broken. @throws when it no longer says one of them */
export const brokenSource = (source: string, instead: Break['instead']): string =>
  instead.reduce((contents, { file, find, replace }) => {
    if (!patternOf(find).test(contents))
      throw new Error(`${file} no longer says ${find}: break it in another way`)
    return contents.replace(patternOf(find), () => replace)
  }, source)

const breaking = ({ instead }: Break): Plugin => ({
  name: 'break the protocol',
  setup: ({ onLoad }) => {
    onLoad({ filter: /functions[\\/](sending|runtime|mail)[\\/]/ }, ({ path }) => {
      const mine = instead.filter(({ file }) => isIn(file, path))
      if (mine.length === 0) return undefined
      return { contents: brokenSource(readFileSync(path, 'utf8'), mine), loader: 'ts' }
    })
  },
})

const functionOf = {
  deliver: 'SendingDeliverFunction',
  plan: 'SendingPlanFunction',
  sweep: 'SendingSweepFunction',
}

/** Puts a function with a broken protocol into an assembly. */
export const spoilWith =
  (how: Break) =>
  async (assembly: string): Promise<void> => {
    const { stacks, asset } = readAssembly(assembly)
    const id = functionOf[how.handler]
    const { Code } = stacks[0]!.template.Resources[id]!.Properties as { Code: { S3Key: string } }
    await build({
      entryPoints: [entries[how.handler]],
      outfile: join(asset(Code.S3Key)!.path, 'index.cjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      alias: { '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts' },
      plugins: [breaking(how)],
    })
  }
