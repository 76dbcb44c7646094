import { join } from 'node:path'
import { createTally, type Tally } from '../bill/tally.ts'
import { createMetrics, type Metrics } from '../cloudwatch/metrics.ts'
import { type Emulators, startEmulators } from '../emulators/emulators.ts'
import { type IsOwnHost, ownHosts } from '../http/hosts.ts'
import { createPolicies, type Policies } from '../iam/policies.ts'
import { overrideEnvironment } from '../lambda/aws-environment.ts'
import { lockFolder } from '../machine/lock.ts'
import { choosePorts, type Ports } from '../machine/ports.ts'
import { type JsonStore, openState } from '../machine/state.ts'
import { objectStore } from '../s3/objects.ts'
import { type Deployed, resolveTemplate } from '../template/deploy.ts'
import { withPrevious } from '../template/parameters.ts'
import { createRegistry, type Registry } from '../template/registry.ts'
import type { Addresses, Stack } from '../template/resource-kind.ts'
import { type Assembly, readAssembly, type Template } from '../template/template.ts'
import type { Service } from '../types.ts'
import { createNeeds, type Needs } from './needs.ts'
import { createProblems, type Problems } from './problems.ts'

export type BootstrapOptions = {
  /** Path of the assembly that `cdk synth` wrote. */
  assembly: string
  /** Folder of the cloud's state; made when absent. What is in it survives a restart. */
  dir: string
  /** 0 or absent: the last run's port if it is free, else any. */
  ports?: Partial<Ports>
  /** CloudFormation parameters. */
  parameters?: Record<string, string>
  /**
   * Values for environment variables, by name, in the place of those that the template gives its functions: where it
   * fixes an address that is another here.
   */
  environment?: (addresses: Addresses) => Record<string, string>
  /** Names by which this machine is reached beside its loopback's, e.g. in a container; without ports. */
  hosts?: readonly string[]
  /** Edits the template before it is deployed. */
  change?: (template: Template) => void
}

/** What every part of the cloud stands on: the resolved template, the emulators and what is remembered. */
export type Base = {
  assembly: Assembly
  stack: Stack
  ports: Ports
  state: JsonStore
  resources: Registry
  outputs: Record<string, string>
  emulators: Emulators
  policies: Policies
  needs: Needs
  problems: Problems
  objects: ReturnType<typeof objectStore>
  tally: Tally
  /** What CloudWatch keeps: the metrics that the template's alarms watch. */
  metrics: Metrics
  /** Whether a server here may answer to a Host. */
  isOwnHost: IsOwnHost
}

/** Begins a service; what is begun is ended in reverse when the cloud ends. */
export type Start = <T extends Service>(service: T | Promise<T>) => Promise<T>

const account = '000000000000'

/**
 * Reads and resolves the template, chooses ports and starts the emulators. Nothing is deployed yet.
 * The account is 000000000000 whatever the template says: fauxqs knows no other.
 */
export const bootstrap = async (options: BootstrapOptions, start: Start): Promise<Base> => {
  await start(lockFolder(options.dir))
  const assembly = readAssembly(options.assembly)
  options.change?.(assembly.template)
  const region = assembly.region ?? 'us-east-1'
  const state = openState(join(options.dir, 'state.json'))
  const ports = await choosePorts(options.ports ?? {}, state)
  const stack = { name: assembly.stackName, account, region, addresses: addressesOf(ports) }
  const { resources: resolved, outputs } = resolve(assembly, stack, state, options)
  const resources = createRegistry()
  for (const resource of resolved) resources.add(resource)
  const problems = createProblems()
  const onCrash = (what: string) =>
    problems.report({ at: Date.now(), kind: 'error', where: 'emulators', what })
  const emulators = await start(startEmulators(options.dir, region, onCrash, options.hosts))
  const needs = createNeeds()
  const policies = createPolicies(resources, needs.allowed)
  const objects = objectStore(emulators.s3)
  return {
    assembly,
    stack,
    ports,
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

const resolve = (
  { template }: Assembly,
  stack: Stack,
  state: JsonStore,
  { parameters = {}, environment = () => ({}) }: BootstrapOptions,
): Deployed => {
  const values = withPrevious(template, parameters, state.get('parameters') ?? {})
  const { resources, outputs } = resolveTemplate(template, stack, values)
  state.set('parameters', values)
  return { resources: overrideEnvironment(resources, environment(stack.addresses)), outputs }
}

const addressesOf = (ports: Ports): Addresses => {
  const url = (port: number) => `http://127.0.0.1:${port}`
  return { site: url(ports.site), api: url(ports.api), aws: url(ports.aws), inbox: url(ports.inbox) }
}
