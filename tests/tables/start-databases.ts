import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import dynalite from 'dynalite'
import type { TestProject } from 'vitest/node'
import { startDynamoDbLocal } from './dynamodb-local.ts'

/** Before all tests of tables: one of each kind of database, for all of them. */
export const setup = async (project: TestProject) => {
  const local = await startDynamoDbLocal()
  const server = dynalite({ createTableMs: 0 }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  project.provide('databases', [
    { name: 'dynalite', endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` },
    { name: 'DynamoDB Local', endpoint: local.endpoint, needs: local.needs },
  ])
  return async () => {
    server.closeAllConnections()
    server.close()
    await local.end()
  }
}
