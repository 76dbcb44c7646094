import { createHash } from 'node:crypto'
import type { Emulators } from '../emulators/emulators.ts'
import type { JsonStore } from '../host/state.ts'
import type { Problem, Resource, Resources } from '../types.ts'
import type { Assembly } from './template.ts'

/**
 * URLs of what the cloud serves. `api`, `site` and `login` are those of the only HTTP API, the only distribution and the
 * only user pool domain; of several, of the first in the order of stacks and templates.
 */
export type Addresses = {
  /** Undefined if there is no distribution. */
  site: string | undefined
  /** Undefined if there is no HTTP API. */
  api: string | undefined
  /** Undefined if there is no user pool domain. */
  login: string | undefined
  aws: string
  inbox: string
  /** Of each distribution, by logical id. */
  sites: Record<string, string>
  /** Of each HTTP API, by logical id. */
  apis: Record<string, string>
  /** Of each user pool domain, by logical id. */
  logins: Record<string, string>
}

/** The account and region of all stacks, and the URL of the AWS endpoint. */
export type Place = { account: string; region: string; awsUrl: string }

/** The stack that a resource belongs to. */
export type Stack = Place & { name: string }

/** A resource of the template before it is deployed. */
export type Declared = {
  /** As in its template, even when several stacks run. */
  logicalId: string
  type: string
  stack: Stack
  /** One of its resolved properties; undefined when the template does not set it. */
  property(name: string): unknown
}

export type Identity = { physicalId: string; attributes: Record<string, string> }

/** What a resource can use for its deployment. */
export type Deployment = {
  place: Place
  resources: Resources
  emulators: Emulators
  state: JsonStore
  assembly: Assembly
  /** Whether the resource's own policy lets an AWS service act on it on behalf of another resource. */
  serviceMay(service: string, action: string, resourceArn: string, sourceArn: string): boolean
  /** Whether a role's trust policy lets a service assume it. */
  roleTrusts(roleArn: string, service: string, sourceArn: string): boolean
  onProblem(problem: Problem): void
  /** Puts an object as a deployment does, so that the bucket's notifications fire. */
  putObject(bucket: string, key: string, body: Buffer, headers: Record<string, string>): Promise<void>
}

/** What a resource's faults may depend on. */
export type Others = { resources: Resources; assembly: Assembly }

/** How resources of one type are deployed locally. */
export type Kind = {
  /** The results of `Ref` and `Fn::GetAtt`. Pure; called before anything is deployed. */
  identify(it: Declared): Identity
  /** Why AWS or the local cloud does not take the resource, in one line. Asked before anything is started. */
  fault?(resource: Resource, others: Others): string | undefined | Promise<string | undefined>
  /** Creates it, or updates the one of an earlier run. Also called after a live edit. */
  deploy?(resource: Resource, deployment: Deployment): Promise<void>
  /** Undoes `deploy` after a live edit removed the resource. */
  retract?(resource: Resource, deployment: Deployment): Promise<void>
}

export type Kinds = Record<string, Kind>

type NameRules = { limit?: number; lower?: boolean; suffix?: string }

/**
 * The name that the template gives in `property`, else one in CloudFormation's form: stack, logical id and a suffix.
 * The suffix is a hash, so a restart finds the same name.
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

/** An identifier that looks random and is the same at each start. @param alphabet what AWS uses for this type */
export const idOf = (it: Declared, length: number, alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789') => {
  const bytes = createHash('sha512').update(`${it.stack.name}/${it.logicalId}`).digest()
  return Array.from({ length }, (_, at) => alphabet[bytes[at]! % alphabet.length]).join('')
}

/** @param rest what follows the account in the ARN */
export const arnOf = ({ stack }: Declared, service: string, rest: string) =>
  `arn:aws:${service}:${stack.region}:${stack.account}:${rest}`

/** A resource's type and logical id, for error messages. */
export const nameIn = (resource: { type: string; logicalId: string }) =>
  `${resource.type} ${resource.logicalId}`
