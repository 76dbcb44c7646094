import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Deployment, type Kinds, nameIn } from '../template/resource-kind.ts'
import type { Resource } from '../types.ts'
import { contentTypeOf } from './content-type.ts'
import { objectStore } from './objects.ts'

type DeploymentProperties = {
  SourceBucketNames: string[]
  SourceObjectKeys: string[]
  SourceMarkers?: Record<string, string>[]
  DestinationBucketName: string
  DestinationBucketKeyPrefix?: string
  Prune?: boolean | string
  Exclude?: string[]
  Include?: string[]
  Extract?: boolean | string
  SystemMetadata?: Record<string, string>
  UserMetadata?: Record<string, string>
}

/** Does the work of the CDK's provider function (aws-cdk-lib, `aws-s3-deployment`, bucket-deployment-handler). */
export const bucketDeployments: Kinds = {
  'Custom::CDKBucketDeployment': {
    identify: (it) => {
      const arn = `arn:aws:s3:::${it.property('DestinationBucketName')}`
      return { physicalId: it.logicalId, attributes: { DestinationBucketArn: arn } }
    },
    fault: ({ properties }) => {
      const { Exclude, Include, Extract = true } = properties as DeploymentProperties
      return Exclude?.length || Include?.length || String(Extract) !== 'true'
        ? 'Exclude, Include and Extract are not known here.'
        : undefined
    },
    deploy: async (resource, deployment) => {
      const done = createHash('sha256').update(JSON.stringify(resource.properties)).digest('hex')
      const key = `deployed/${resource.logicalId}`
      // CloudFormation calls a custom resource only when its properties change.
      if (deployment.state.get(key) === done) return
      await upload(resource, deployment)
      deployment.state.set(key, done)
    },
  },
}

const upload = async (resource: Resource, deployment: Deployment) => {
  const wanted = resource.properties as DeploymentProperties
  const prefix = (wanted.DestinationBucketKeyPrefix ?? '').replace(/^\/|\/?$/g, (end, at) =>
    at === 0 ? '' : end,
  )
  const kept = new Set<string>()
  for (const [at, objectKey] of wanted.SourceObjectKeys.entries()) {
    const folder = folderOf(resource, objectKey, deployment)
    for (const file of filesIn(folder)) {
      const name = relative(folder, file).split(sep).join('/')
      const key = keyUnder(prefix, name)
      const body = withMarkers(readFileSync(file), wanted.SourceMarkers?.[at] ?? {})
      await deployment.putObject(wanted.DestinationBucketName, key, body, headersOf(name, wanted))
      kept.add(key)
    }
  }
  if (String(wanted.Prune ?? true) !== 'true') return
  const store = objectStore(deployment.emulators.s3)
  for (const key of await store.list(wanted.DestinationBucketName, keyUnder(prefix, ''))) {
    if (!kept.has(key)) await store.remove(wanted.DestinationBucketName, key)
  }
}

const keyUnder = (prefix: string, name: string) => (prefix ? `${prefix.replace(/\/$/, '')}/${name}` : name)

const folderOf = (resource: Resource, objectKey: string, { assembly }: Deployment) => {
  const asset = assembly.asset(objectKey)
  if (asset && statSync(asset.path).isDirectory()) return asset.path
  throw new Error(`${nameIn(resource)}: the source ${objectKey} is no folder of the assembly.`)
}

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Files contain markers for tokens that were unknown at synthesis. */
const withMarkers = (body: Buffer, markers: Record<string, string>) => {
  const used = Object.entries(markers).filter(([marker]) => body.includes(marker))
  if (used.length === 0) return body
  return Buffer.from(used.reduce((text, [marker, value]) => text.replaceAll(marker, value), body.toString()))
}

const headersOf = (name: string, { SystemMetadata = {}, UserMetadata = {} }: DeploymentProperties) => {
  const own = Object.entries(UserMetadata).map(([key, value]) => [`x-amz-meta-${key}`, value])
  return { 'content-type': contentTypeOf(name), ...SystemMetadata, ...Object.fromEntries(own) }
}
