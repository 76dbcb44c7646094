import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import dynalite from 'dynalite'
import type { TestProject } from 'vitest/node'

/** Before all tests of tables on dynalite: one for all of them. */
export const setup = async (project: TestProject) => {
  const server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  project.provide('databases', [{ name: 'dynalite', endpoint: `http://127.0.0.1:${port}` }])
  return () => {
    server.closeAllConnections()
    server.close()
  }
}
