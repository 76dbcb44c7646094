import { awsHeaders } from '../emulators/emulators.ts'
import { arnOf, type Deployment, type Kind, type Kinds, nameIn, nameOf } from '../template/resource-kind.ts'
import type { Resource } from '../types.ts'

type Key = { AttributeName: string; KeyType: string }
type Index = { IndexName: string; KeySchema: Key[]; Projection?: object; ProvisionedThroughput?: object }
type TableProperties = {
  KeySchema: Key[]
  AttributeDefinitions: object[]
  BillingMode?: string
  ProvisionedThroughput?: object
  GlobalSecondaryIndexes?: Index[]
  LocalSecondaryIndexes?: Index[]
}
type TableDescription = {
  KeySchema: Key[]
  GlobalSecondaryIndexes?: Index[]
  LocalSecondaryIndexes?: Index[]
}

const table: Kind = {
  identify: (it) => {
    const name = nameOf(it, 'TableName', { limit: 255 })
    const arn = arnOf(it, 'dynamodb', `table/${name}`)
    return { physicalId: name, attributes: { Arn: arn, StreamArn: `${arn}/stream/local`, TableId: name } }
  },
  deploy: async (resource, deployment) => {
    const existing = await describe(resource, deployment)
    if (!existing) return create(resource, deployment)
    if (shapeOf(existing) === shapeOf(resource.properties as TableProperties)) return
    throw new Error(
      `${nameIn(resource)} has other keys or indexes than the table of an earlier run: ` +
        'start with a new state folder, as CloudFormation would replace the table.',
    )
  },
}

export const tables: Kinds = { 'AWS::DynamoDB::Table': table, 'AWS::DynamoDB::GlobalTable': table }

const describe = async (
  resource: Resource,
  deployment: Deployment,
): Promise<TableDescription | undefined> => {
  const { status, body } = await dynamodb(deployment, 'DescribeTable', { TableName: resource.physicalId })
  if (status === 200) return body.Table
  if (String(body.__type).endsWith('ResourceNotFoundException')) return undefined
  throw new Error(`${nameIn(resource)} cannot be read: ${body.message}`)
}

const create = async (resource: Resource, deployment: Deployment) => {
  const wanted = resource.properties as TableProperties
  const provisioned =
    wanted.BillingMode === 'PROVISIONED' || (!wanted.BillingMode && wanted.ProvisionedThroughput)
  const { status, body } = await dynamodb(deployment, 'CreateTable', {
    TableName: resource.physicalId,
    AttributeDefinitions: wanted.AttributeDefinitions,
    KeySchema: wanted.KeySchema,
    BillingMode: provisioned ? 'PROVISIONED' : 'PAY_PER_REQUEST',
    ProvisionedThroughput: provisioned ? wanted.ProvisionedThroughput : undefined,
    GlobalSecondaryIndexes: wanted.GlobalSecondaryIndexes?.map((it) => indexOf(it, Boolean(provisioned))),
    LocalSecondaryIndexes: wanted.LocalSecondaryIndexes,
  })
  if (status !== 200) throw new Error(`${nameIn(resource)} cannot be created: ${body.message}`)
}

const indexOf = (
  { IndexName, KeySchema, Projection, ProvisionedThroughput }: Index,
  provisioned: boolean,
) => ({
  IndexName,
  KeySchema,
  Projection,
  ProvisionedThroughput: provisioned ? ProvisionedThroughput : undefined,
})

const shapeOf = (it: TableDescription) => {
  const indexes = [...(it.GlobalSecondaryIndexes ?? []), ...(it.LocalSecondaryIndexes ?? [])]
  const keys = (schema: Key[]) => schema.map((key) => `${key.KeyType} ${key.AttributeName}`).sort()
  const named = indexes.map(({ IndexName, KeySchema }) => `${IndexName}: ${keys(KeySchema)}`)
  return JSON.stringify([keys(it.KeySchema), named.sort()])
}

const dynamodb = async ({ emulators, place }: Deployment, action: string, body: object) => {
  const headers = awsHeaders('dynamodb', place.region, `DynamoDB_20120810.${action}`, '1.0')
  const answer = await fetch(emulators.dynamodb, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: answer.status, body: JSON.parse(await answer.text()) }
}
