import { documentOf, identifyCognito } from '../cognito/identify-calls.ts'
import { identifyDynamodb } from '../dynamodb/identify-calls.ts'
import { identifyEvents } from '../events/identify-calls.ts'
import { identifyLambda } from '../lambda/identify-calls.ts'
import { identifyS3 } from '../s3/identify-calls.ts'
import { identifyScheduler } from '../scheduler/identify-calls.ts'
import { identifySecrets } from '../secrets/identify-calls.ts'
import { identifySes } from '../ses/identify-calls.ts'
import { identifySns } from '../sns/identify-calls.ts'
import { identifySqs } from '../sqs/identify-calls.ts'
import { identifySts, webIdentityCall } from '../sts/identify-calls.ts'
import type { Call, Request } from '../types.ts'
import type { Identify, Need, Scope } from './call-permissions.ts'
import { formOf } from './parse-request.ts'

type Known = { identify: Identify /** The service as its SDK spells it. */; name: string }

const services: Record<string, Known> = {
  dynamodb: { identify: identifyDynamodb, name: 'DynamoDB' },
  sqs: { identify: identifySqs, name: 'SQS' },
  sns: { identify: identifySns, name: 'SNS' },
  s3: { identify: identifyS3, name: 'S3' },
  ses: { identify: identifySes, name: 'SES' },
  scheduler: { identify: identifyScheduler, name: 'Scheduler' },
  secretsmanager: { identify: identifySecrets, name: 'SecretsManager' },
  'cognito-idp': { identify: identifyCognito, name: 'CognitoIdentityProvider' },
  lambda: { identify: identifyLambda, name: 'Lambda' },
  events: { identify: identifyEvents, name: 'EventBridge' },
  sts: { identify: identifySts, name: 'STS' },
}

/** A call's name in the tally, by its SDK: `DynamoDB.PutItem`. */
export const tallyName = (call: Call): string =>
  `${services[call.service]?.name ?? call.service}.${call.action}`

/** A call, and every permission that it needs. */
export type Identified = { call: Call; needs: Need[] }

const read = (request: Request, scope: Scope) => {
  try {
    return services[scope.service]?.identify(request, scope)
  } catch (error) {
    // A percent sign in the path that does not encode anything.
    if (error instanceof URIError) return undefined
    throw error
  }
}

/** Identifies an AWS request; undefined when the local cloud does not know the service or the call. */
export const identify = (request: Request, scope: Scope): Identified | undefined => {
  const found = read(request, scope)
  if (!found) return undefined
  const { action, needs, context = {} } = found
  const own = needs.filter((need) => need.action !== 'iam:PassRole')
  const iamAction = own.at(-1)?.action.split(':')[1] ?? action
  return {
    call: { service: scope.service, action, iamAction, resources: own.map((need) => need.resource), context },
    needs,
  }
}

/** The service of a request without credentials: public calls, a user pool's documents, a token exchanged for credentials. */
export const publicService = (request: Request): string | undefined => {
  if (request.method === 'POST' && formOf(request).get('Action') === webIdentityCall) return 'sts'
  return request.headers['x-amz-target']?.startsWith('AWSCognitoIdentityProviderService.') ||
    documentOf(request)
    ? 'cognito-idp'
    : undefined
}
