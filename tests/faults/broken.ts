import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { readAssembly } from '../../infra/local/template.ts'
import type { Choice } from './choose.ts'

/** A way to break the protocol: whose code, a place in it, and what stands there instead. */
export type Break = {
  handler: 'deliver' | 'plan'
  file: string
  text: RegExp
  instead: string
  /** What must happen in a run so that it shows. */
  but?: Partial<Choice>
}

/** Protocols that look right and are not. */
export const broken = {
  'marks a chunk after sending instead of before': {
    handler: 'deliver',
    file: 'functions/sending/deliver.ts',
    text: /const begun = await batches\.begin\([^\n]*\n\s*if \(!begun\) return 'claim-lost'\n/,
    instead: 'const begun = batch\n',
  },
  'sends again what a dead worker had begun': {
    handler: 'deliver',
    file: 'functions/sending/deliver.ts',
    text: /claimed\.begun \? await work\.doubt\(claimed\) : claimed/,
    instead: 'claimed',
  },
  'reads readers’ states once and never again': {
    handler: 'deliver',
    file: 'functions/sending/chunk.ts',
    text: /const freshMs = [\d_]+/,
    instead: 'const freshMs = 1e12',
    // A chunk takes so long that somebody leaves in the middle of it.
    but: { latencyMs: 2_500 },
  },
  'plans from the start when it comes back': {
    handler: 'plan',
    file: 'functions/sending/next-step.ts',
    text: /steps\.at\(-1\)\?\.upTo \?\? ''/,
    instead: "steps.length === 1 ? '' : (steps.at(-1)?.upTo ?? '')",
    // Two steps.
    but: { ranges: 1 },
  },
} as const satisfies Record<string, Break>

const isIn = (file: string, path: string) => path.replaceAll('\\', '/').endsWith(file)

const breaking = ({ file, text, instead }: Break): Plugin => ({
  name: 'break the protocol',
  setup: ({ onLoad }) => {
    onLoad({ filter: /functions[\\/]sending[\\/]/ }, ({ path }) => {
      if (!isIn(file, path)) return undefined
      const source = readFileSync(path, 'utf8')
      if (!text.test(source)) throw new Error(`${file} no longer says ${text}: break it in another way`)
      return { contents: source.replace(text, instead), loader: 'ts' }
    })
  },
})

/** Puts a function with a broken protocol into an assembly. */
export const spoilWith =
  (how: Break) =>
  async (assembly: string): Promise<void> => {
    const { template, asset } = readAssembly(assembly)
    const id = { deliver: 'SendingDeliverFunction', plan: 'SendingPlanFunction' }[how.handler]
    const { Code } = template.Resources[id]!.Properties as { Code: { S3Key: string } }
    await build({
      entryPoints: [`functions/sending/${how.handler}.handler.ts`],
      outfile: join(asset(Code.S3Key)!.path, 'index.cjs'),
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'cjs',
      alias: { '@aws-sdk/credential-provider-node': './infra/lambda-credentials.ts' },
      plugins: [breaking(how)],
    })
  }
