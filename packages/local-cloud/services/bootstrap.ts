import { join } from 'node:path'
import { createTally, type Tally } from '../bill/count-usage.ts'
import { createMetrics, type Metrics } from '../cloudwatch/metrics.ts'
import { type Emulators, startEmulators } from '../emulators/emulators.ts'
import { lockFolder } from '../host/lock.ts'
import { createPorts } from '../host/ports.ts'
import { type JsonStore, openState } from '../host/state.ts'
import { type IsOwnHost, ownHosts } from '../http/hosts.ts'
import { createPolicies, type Policies } from '../iam/template-policies.ts'
import { overrideEnvironment } from '../lambda/override-environment.ts'
import { objectStore } from '../s3/objects.ts'
import { createRegistry, type Registry } from '../template/deployed-resources.ts'
import { localUrls } from '../template/local-urls.ts'
import { overrideUrls } from '../template/override-urls.ts'
import { ownParameters, withPrevious } from '../template/parameters.ts'
import { faultsIn, unknownIn } from '../template/refused-resources.ts'
import { resolveStacks } from '../template/resolve-stacks.ts'
import type { Addresses, Place } from '../template/resource-kind.ts'
import { type Assembly, localAccount, readAssembly, type Template } from '../template/template.ts'
import type { Resource, Service } from '../types.ts'
import { createNeeds, type Needs } from './needs.ts'
import { createProblems, type Problems } from './problems.ts'

export type BootstrapOptions = {
  /** Path of the assembly that `cdk synth` wrote. While it is still to be written, what needs no template gets ready. */
  assembly: string | Promise<string>
  /** Folder of the cloud's state, created when missing. Its contents survive a restart. */
  dir: string
  /** Names of the stacks to run. Default: all stacks of the assembly. */
  stacks?: readonly string[]
  /** Types of resources to omit, e.g. `AWS::Route53::RecordSet`. References to one resolve to its logical id. */
  leaveOut?: readonly string[]
  /**
   * By name in `addresses`; further APIs or distributions by logical id. 0 or absent: the last run's port if it is
   * free, else any.
   */
  ports?: Record<string, number | undefined>
  /** CloudFormation parameters by name; `STACK.NAME` when several stacks run. */
  parameters?: Record<string, string>
  /**
   * Overrides environment variables that the template gives its functions, by name: for addresses that it fixes and
   * that differ here. The same addresses are overridden in what user pool clients may come back to and in the
   * origins that buckets allow.
   */
  environment?: (addresses: Addresses) => Record<string, string | undefined>
  /** Host names of this machine besides loopback's, e.g. in a container; without ports. */
  hosts?: readonly string[]
  /** Edits each stack's template before it is deployed. */
  change?: (template: Template, stackName: string) => void
}

/** What every part of the cloud builds on: the resolved templates, the emulators and the remembered state. */
export type Base = {
  assembly: Assembly
  place: Place
  addresses: Addresses
  state: JsonStore
  resources: Registry
  outputs: Record<string, string>
  emulators: Emulators
  policies: Policies
  needs: Needs
  problems: Problems
  objects: ReturnType<typeof objectStore>
  tally: Tally
  /** The metrics that the template's alarms watch. */
  metrics: Metrics
  /** Whether a server here may answer to a Host header. */
  isOwnHost: IsOwnHost
}

/** Starts a service. When the cloud ends, services end in reverse order. */
export type Start = <T extends Service>(service: T | Promise<T>) => Promise<T>

type Building = {
  assembly: Assembly
  region: string
  starting: Promise<Emulators>
  problems: Problems
  options: BootstrapOptions & { now?: () => number }
  start: Start
}

/** Reads and resolves the templates, chooses ports and starts the emulators. Nothing is deployed yet. */
export const bootstrap = async (
  options: BootstrapOptions & { now?: () => number },
  start: Start,
): Promise<Base> => {
  await start(lockFolder(options.dir))
  const problems = createProblems()
  const onCrash = (what: string) =>
    problems.report({ at: Date.now(), kind: 'error', where: 'emulators', what })
  const reading = Promise.resolve(options.assembly).then((path) => readAssembly(path, options.stacks))
  const region = reading.then((assembly) => assembly.region ?? 'us-east-1')
  const starting = start(startEmulators(options.dir, region, onCrash, options.hosts))
  const orFailed = starting.catch(() => {})
  try {
    return await compose({
      assembly: await reading,
      region: await region,
      starting,
      problems,
      options,
      start,
    })
  } catch (error) {
    // They end with all that has started.
    await orFailed
    throw error
  }
}

const compose = async ({ assembly, region, starting, problems, options, start }: Building): Promise<Base> => {
  for (const { name, template } of assembly.stacks) options.change?.(template, name)
  const state = openState(join(options.dir, 'state.json'))
  const ports = createPorts(options.ports ?? {}, state)
  await start(ports)
  const awsUrl = urlOf(await ports.portOf('aws'))
  const place = { account: localAccount, region, awsUrl }
  const { resolved, outputs, addresses } = await resolve(assembly, place, ports, state, options)
  const resources = createRegistry()
  for (const resource of resolved) resources.add(resource)
  const emulators = await starting
  const needs = createNeeds()
  const policies = createPolicies(resources, needs.allowed, place, options.now ?? Date.now)
  const objects = objectStore(emulators.s3)
  return {
    assembly,
    place,
    addresses,
    state,
    resources,
    outputs,
    emulators,
    policies,
    needs,
    problems,
    objects,
    tally: createTally(),
    isOwnHost: ownHosts(options.hosts),
    metrics: createMetrics((namespace, name) => isWatched(resources, namespace, name)),
  }
}

const isWatched = (resources: Registry, namespace: string, name: string) =>
  resources
    .ofType('AWS::CloudWatch::Alarm')
    .some(({ properties }) => properties.Namespace === namespace && properties.MetricName === name)

/**
 * Resolves the stacks.
 * @throws one line for each resource of an unknown type, and for each that AWS or the local cloud does not take
 */
const resolveWhole = async (
  assembly: Assembly,
  place: Place,
  parameters: Record<string, string>,
  leaveOut: readonly string[] = [],
) => {
  const { stacks } = assembly
  const unknown = unknownIn(stacks, leaveOut)
  const lines = unknown.map(({ line }) => line)
  const refuse = () => {
    if (lines.length > 0) throw new Error(lines.join('\n'))
  }
  const known = { place, parameters, leaveOut: [...leaveOut, ...unknown.map(({ type }) => type)] }
  try {
    const deployed = resolveStacks(stacks, known)
    const resources = createRegistry()
    for (const resource of deployed.resources) resources.add(resource)
    lines.push(...(await faultsIn({ resources, assembly }, deployed.resources)))
    refuse()
    return deployed
  } catch (error) {
    // What could not be resolved may depend on what is unknown.
    refuse()
    throw error
  }
}

const resolve = async (
  assembly: Assembly,
  place: Place,
  ports: ReturnType<typeof createPorts>,
  state: JsonStore,
  options: BootstrapOptions,
) => {
  const { parameters: given = {}, environment = () => ({}), leaveOut } = options
  const { stacks } = assembly
  const kept = Object.entries(state.get<Record<string, string>>('parameters') ?? {})
  const own = ownParameters(stacks, given)
  const values = stacks.flatMap(({ prefix, template }, at) => {
    const previous = kept.flatMap(([name, value]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), value] as const] : [],
    )
    const all = withPrevious(template, own[at]!, Object.fromEntries(previous))
    return Object.entries(all).map(([name, value]) => [prefix + name, value] as const)
  })
  const parameters = Object.fromEntries(values)
  const { resources, outputs } = await resolveWhole(assembly, place, parameters, leaveOut)
  state.set('parameters', parameters)
  const addresses = await addressesOf(resources, place, ports, options)
  const local = localUrls(resources, addresses, place.region)
  const localized = resources.map((it) => ({ ...it, properties: local(it.properties) }))
  const overridden = environment(addresses)
  return {
    resolved: overrideEnvironment(overrideUrls(localized, overridden), overridden),
    outputs: local(outputs),
    addresses,
  }
}

const urlOf = (port: number, host = '127.0.0.1') => `http://${host}:${port}`

const addressesOf = async (
  resources: Resource[],
  { awsUrl }: Place,
  { portOf, chosen }: ReturnType<typeof createPorts>,
  { ports = {} }: BootstrapOptions,
): Promise<Addresses> => {
  /**
   * The first one is called `short` unless a port is requested for its logical id, so an app with only one keeps its
   * port.
   */
  const addressOfEach = async (type: string, short: string, host?: string) => {
    const all: Record<string, string> = {}
    for (const [at, { logicalId }] of resources.filter((it) => it.type === type).entries())
      all[logicalId] = urlOf(await portOf(at === 0 && !(logicalId in ports) ? short : logicalId), host)
    return { first: Object.values(all)[0], all }
  }
  const { first: site, all: sites } = await addressOfEach('AWS::CloudFront::Distribution', 'site')
  const { first: api, all: apis } = await addressOfEach('AWS::ApiGatewayV2::Api', 'api')
  // Cookies know no ports: under another name it is another site to the browser, as on AWS.
  const { first: login, all: logins } = await addressOfEach(
    'AWS::Cognito::UserPoolDomain',
    'login',
    'localhost',
  )
  const inbox = urlOf(await portOf('inbox'))
  const nobodys = Object.keys(ports).find((name) => !(name in chosen))
  if (nobodys) throw new Error(`No server is called ${nobodys}; remove it from \`ports\`.`)
  return { site, api, login, aws: awsUrl, inbox, sites, apis, logins }
}
