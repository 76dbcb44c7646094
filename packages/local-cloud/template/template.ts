import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The account of everything that runs here: fauxqs knows no other. */
export const localAccount = '000000000000'

export type TemplateResource = {
  Type: string
  Properties?: Record<string, unknown>
  DependsOn?: string | string[]
  Condition?: string
}

/** A CloudFormation template as written; only the parts that the local cloud reads. */
export type Template = {
  Parameters?: Record<
    string,
    { Type: string; Default?: unknown; AllowedValues?: unknown[]; AllowedPattern?: string }
  >
  Mappings?: Record<string, Record<string, Record<string, unknown>>>
  Conditions?: Record<string, unknown>
  Resources: Record<string, TemplateResource>
  Outputs?: Record<string, { Value: unknown; Condition?: string; Export?: { Name: unknown } }>
}

export type Asset = { path: string; packaging: 'zip' | 'file' }

/** One stack of an assembly. */
export type StackTemplate = {
  name: string
  /** The prefix of its logical ids and names in the cloud: empty if there is only one stack, else `NAME.`. */
  prefix: string
  template: Template
}

export type Assembly = {
  /** In the order of the assembly. */
  stacks: StackTemplate[]
  /** The asset uploaded under this key of the bootstrap bucket. */
  asset(objectKey: string): Asset | undefined
  /** The `env` of the stacks; undefined when they are environment-agnostic. */
  region?: string | undefined
}

type Artifact = {
  type: string
  environment?: string
  properties?: Record<string, string>
}
type AssetFile = {
  source: { path: string; packaging: 'zip' | 'file' }
  destinations: Record<string, { objectKey: string }>
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

/** An artifact, and the folder that its paths are relative to: each stage has its own. */
type Found = Artifact & { id: string; folder: string }

/**
 * Reads a folder that `cdk synth` wrote (`cdk.out`): its stacks, including those of stages, and their assets. The
 * format is the Cloud Assembly Schema (npm `@aws-cdk/cloud-assembly-schema`). Templates name the local account wherever
 * they were synthesised with another.
 * @param wanted names of the stacks to run; default: all
 * @throws when there is no assembly, when it has none of the stacks, or when they are in several regions
 */
export const readAssembly = (folder: string, wanted?: readonly string[]): Assembly => {
  const artifacts = artifactsIn(folder)
  const all = artifacts.filter(({ type }) => type === 'aws:cloudformation:stack')
  const names = all.map(nameOf)
  const unknown = wanted?.find((name) => !names.includes(name))
  if (unknown) throw new Error(`${folder} holds no stack ${unknown}; it holds ${names.join(', ') || 'none'}.`)
  const run = all.filter((stack) => !wanted || wanted.includes(nameOf(stack)))
  if (run.length === 0) throw new Error(`${folder} holds no stack.`)
  const accounts = accountsOf(run)
  return {
    stacks: run.map((stack) => ({
      name: nameOf(stack),
      prefix: run.length > 1 ? `${nameOf(stack)}.` : '',
      template: JSON.parse(inLocalAccount(templateOf(stack), accounts)),
    })),
    asset: readAssets(artifacts),
    region: regionOf(run),
  }
}

const artifactsIn = (folder: string): Found[] => {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) throw new Error(`${folder} holds no manifest.json; run \`cdk synth\` first.`)
  const artifacts = Object.entries<Artifact>(readJson(file).artifacts ?? {})
  return artifacts.flatMap(([id, it]) =>
    it.type === 'cdk:cloud-assembly'
      ? artifactsIn(join(folder, it.properties?.directoryName ?? id))
      : [{ ...it, id, folder }],
  )
}

const templateOf = ({ folder, id, properties }: Found) =>
  readFileSync(join(folder, properties?.templateFile ?? `${id}.template.json`), 'utf8')

const accountsOf = (stacks: Found[]) =>
  new Set(stacks.flatMap(({ environment = '' }) => /^aws:\/\/(\d{12})\//.exec(environment)?.[1] ?? []))

/** A stack with an `env` has its account written into ARNs, names and URLs: all of them become the local one. */
const inLocalAccount = (json: string, accounts: Set<string>) =>
  json.replace(/(?<!\d)\d{12}(?!\d)/g, (digits) => (accounts.has(digits) ? localAccount : digits))

const nameOf = ({ id, properties }: Found) => properties?.stackName ?? id

const regionOf = (stacks: Found[]): string | undefined => {
  const regions = new Map<string, string[]>()
  for (const stack of stacks) {
    const [, region] = /^aws:\/\/[^/]+\/(.+)$/.exec(stack.environment ?? '') ?? []
    if (!region || region.startsWith('unknown')) continue
    regions.set(region, [...(regions.get(region) ?? []), nameOf(stack)])
  }
  const [region, ...others] = regions.keys()
  if (others.length === 0) return region
  const said = [...regions].map(([name, of]) => `${of.join(', ')} in ${name}`).join('; ')
  throw new Error(`The stacks are in several regions (${said}) and one is run: choose by \`stacks\`.`)
}

const readAssets = (artifacts: Found[]) => {
  const assets = new Map<string, Asset>()
  for (const { type, properties, folder } of artifacts) {
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue
    const files: Record<string, AssetFile> = readJson(join(folder, properties.file)).files ?? {}
    for (const { source, destinations } of Object.values(files)) {
      const asset = { path: resolve(folder, source.path), packaging: source.packaging }
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, asset)
    }
  }
  return (objectKey: string) => assets.get(objectKey)
}
