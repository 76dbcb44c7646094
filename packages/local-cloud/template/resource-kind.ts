import { createHash } from 'node:crypto'
import type { Emulators } from '../emulators/emulators.ts'
import type { JsonStore } from '../machine/state.ts'
import type { Problem, Resource, Resources } from '../types.ts'
import type { Assembly } from './template.ts'

/**
 * URLs of what the cloud serves. `api` and `site` are those of the only HTTP API and the only distribution; where there
 * are several, of the first in the order of the stacks and their templates, and where there is none, of nothing (404).
 */
export type Addresses = {
  site: string
  api: string
  aws: string
  inbox: string
  /** Of each distribution, by its logical id. */
  sites: Record<string, string>
  /** Of each HTTP API, by its logical id. */
  apis: Record<string, string>
}

/** The account and region in which all stacks are, and where AWS is called. */
export type Place = { account: string; region: string; awsUrl: string }

/** The stack as a resource sees it. */
export type Stack = Place & { name: string }

/** A resource of the template before it is deployed. */
export type Declared = {
  /** As its template has it, also where several stacks are run. */
  logicalId: string
  type: string
  stack: Stack
  /** One of its properties, resolved; undefined when the template does not set it. */
  property(name: string): unknown
}

export type Identity = { physicalId: string; attributes: Record<string, string> }

/** What a resource may use to become real. */
export type Deployment = {
  place: Place
  resources: Resources
  emulators: Emulators
  state: JsonStore
  assembly: Assembly
  /** What an AWS service may do to a resource on behalf of another, by the resource's own policy. */
  serviceMay(service: string, action: string, resourceArn: string, sourceArn: string): boolean
  /** Whether a role's trust policy lets a service assume it. */
  roleTrusts(roleArn: string, service: string, sourceArn: string): boolean
  onProblem(problem: Problem): void
  /** Puts an object as a deployment does; the bucket's notifications hear of it. */
  putObject(bucket: string, key: string, body: Buffer, headers: Record<string, string>): Promise<void>
}

/** How the resources of one type become local state. */
export type Kind = {
  /** What `Ref` and `Fn::GetAtt` give. Pure: asked before anything is deployed. */
  identify(it: Declared): Identity
  /** Makes it real, or brings what an earlier run left up to date; also called after a live edit. */
  deploy?(resource: Resource, deployment: Deployment): Promise<void>
  /** Undoes `deploy` after a live edit took the resource out. */
  retract?(resource: Resource, deployment: Deployment): Promise<void>
}

export type Kinds = Record<string, Kind>

type NameRules = { limit?: number; lower?: boolean; suffix?: string }

/**
 * The name that the template gives in `property`, else one as CloudFormation makes them:
 * stack, logical id and a suffix. Ours comes from a hash, so a restart finds the same name.
 */
export const nameOf = (
  it: Declared,
  property: string,
  { limit = 64, lower, suffix = '' }: NameRules = {},
) => {
  const given = it.property(property)
  if (given) return String(given)
  const random = idOf(it, 12, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')
  const start = `${it.stack.name}-${it.logicalId}`.slice(0, limit - random.length - suffix.length - 1)
  const name = `${start}-${random}${suffix}`
  return lower ? name.toLowerCase() : name
}

/** An identifier that looks random and is the same at each start. `alphabet` is what AWS uses for this type. */
export const idOf = (it: Declared, length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789') => {
  const bytes = createHash('sha512').update(`${it.stack.name}/${it.logicalId}`).digest()
  return Array.from({ length }, (_, at) => alphabet[bytes[at]! % alphabet.length]).join('')
}

/** `rest` is what follows the account in the ARN. */
export const arnOf = ({ stack }: Declared, service: string, rest: string) =>
  `arn:aws:${service}:${stack.region}:${stack.account}:${rest}`

/** For an error: which resource, of which type. */
export const nameIn = (resource: { type: string; logicalId: string }) =>
  `${resource.type} ${resource.logicalId}`
