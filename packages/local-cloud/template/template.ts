import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

export type TemplateResource = {
  Type: string
  Properties?: Record<string, unknown>
  DependsOn?: string | string[]
  Condition?: string
}

/** A CloudFormation template as it is written; only what the local cloud reads. */
export type Template = {
  Parameters?: Record<
    string,
    { Type: string; Default?: unknown; AllowedValues?: unknown[]; AllowedPattern?: string }
  >
  Mappings?: Record<string, Record<string, Record<string, unknown>>>
  Conditions?: Record<string, unknown>
  Resources: Record<string, TemplateResource>
  Outputs?: Record<string, { Value: unknown; Condition?: string }>
}

export type Asset = { path: string; packaging: 'zip' | 'file' }

export type Assembly = {
  stackName: string
  template: Template
  /** The asset that is uploaded under this key of the bootstrap bucket. */
  asset(objectKey: string): Asset | undefined
  /** As `env` of the stack says; undefined when the stack is environment-agnostic. */
  account?: string
  region?: string
}

type Artifact = {
  type: string
  environment?: string
  properties?: Record<string, string>
  displayName?: string
}
type AssetFile = {
  source: { path: string; packaging: 'zip' | 'file' }
  destinations: Record<string, { objectKey: string }>
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * Reads a folder that `cdk synth` wrote (`cdk.out`): its one stack and that stack's assets.
 * Throws when there is no assembly, or when it holds more than one stack.
 * The format is the Cloud Assembly Schema (npm `@aws-cdk/cloud-assembly-schema`).
 */
export const readAssembly = (folder: string): Assembly => {
  const file = join(folder, 'manifest.json')
  if (!existsSync(file)) throw new Error(`${folder} holds no manifest.json; run \`cdk synth\` first.`)
  const artifacts = Object.entries<Artifact>(readJson(file).artifacts ?? {})
  const stacks = artifacts.filter(([, it]) => it.type === 'aws:cloudformation:stack')
  const [stack] = stacks
  if (!stack || stacks.length > 1) {
    throw new Error(
      `${folder} holds ${stacks.length} stacks (${stacks.map(([id]) => id).join(', ')}); one is run.`,
    )
  }
  const [id, { environment, properties }] = stack
  const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment ?? '') ?? []
  return {
    stackName: properties?.stackName ?? id,
    template: readJson(join(folder, properties?.templateFile ?? `${id}.template.json`)),
    asset: readAssets(
      folder,
      artifacts.map(([, it]) => it),
    ),
    account: account?.startsWith('unknown') ? undefined : account,
    region: region?.startsWith('unknown') ? undefined : region,
  }
}

const readAssets = (folder: string, artifacts: Artifact[]) => {
  const assets = new Map<string, Asset>()
  for (const { type, properties } of artifacts) {
    if (type !== 'cdk:asset-manifest' || !properties?.file) continue
    const files: Record<string, AssetFile> = readJson(join(folder, properties.file)).files ?? {}
    for (const { source, destinations } of Object.values(files)) {
      const asset = { path: resolve(folder, source.path), packaging: source.packaging }
      for (const { objectKey } of Object.values(destinations)) assets.set(objectKey, asset)
    }
  }
  return (objectKey: string) => assets.get(objectKey)
}
