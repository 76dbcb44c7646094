import type { TestProject } from 'vitest/node'
import { startDynamoDbLocal } from './dynamodb-local.ts'

/** Before all tests of tables on AWS's own DynamoDB for one machine: one for all of them. */
export const setup = async (project: TestProject) => {
  const local = await startDynamoDbLocal()
  project.provide('databases', [{ name: 'DynamoDB Local', endpoint: local.endpoint, needs: local.needs }])
  return local.end
}
