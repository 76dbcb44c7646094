import { nameIn } from '../template/resource-kind.ts'
import type { Resource, Statement } from '../types.ts'

const logs: Statement = {
  Effect: 'Allow',
  Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: '*',
}
const consume: Statement = {
  Effect: 'Allow',
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  Resource: '*',
}

/** AWS managed policies that the local cloud knows (AWS Managed Policy Reference Guide). */
const known: Record<string, Statement[]> = {
  'service-role/AWSLambdaBasicExecutionRole': [logs],
  'service-role/AWSLambdaSQSQueueExecutionRole': [consume, logs],
}

/** The statements of an AWS managed policy. @throws for one that is not known here */
export const managedPolicy = (arn: string, role: Resource): Statement[] => {
  const statements = known[arn.replace(/^arn:aws:iam::aws:policy\//, '')]
  if (statements) return statements
  throw new Error(`${nameIn(role)}: the managed policy ${arn} is not known here (iam/managed-policies.ts).`)
}
