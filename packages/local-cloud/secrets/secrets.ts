import { awsError } from '../gateway/errors.ts'
import { jsonOf, text } from '../gateway/parse-request.ts'
import { json } from '../gateway/wire-answers.ts'
import type { Emulator, Response } from '../types.ts'

export type SecretVersion = { id: string; value: string }

export type Secret = {
  arn: string
  name: string
  /** The current version and the one before it. */
  versions: SecretVersion[]
  /** Makes a version current. */
  put(version: SecretVersion): void
}

/** Finds a secret by its name, its ARN, or its ARN without the six random characters at the end. */
export const findSecret = (secrets: Secret[], id: string): Secret | undefined =>
  secrets.find(({ arn, name }) => id === name || id === arn || id === arn.replace(/-[A-Za-z0-9]{6}$/, ''))

/** Secrets Manager, as far as replacing one value with another: GetSecretValue, PutSecretValue and DescribeSecret. */
export const createSecrets = (options: { secrets: () => Secret[] }): Emulator => {
  return async (request, call) => {
    const action = actions[call.action]
    if (!action)
      return refuse('InvalidRequestException', `The local Secrets Manager does not know ${call.action}.`)
    const asked = jsonOf(request)
    const secret = findSecret(options.secrets(), text(asked.SecretId) ?? '')
    return secret ? action(secret, asked) : notFound('secret')
  }
}

type Action = (secret: Secret, asked: Record<string, unknown>) => Response

const stages = ['AWSCURRENT', 'AWSPREVIOUS']

const actions: Record<string, Action> = {
  DescribeSecret: ({ arn, name, versions }) => {
    const VersionIdsToStages = Object.fromEntries(versions.map(({ id }, at) => [id, [stages[at]]]))
    return json(200, { ARN: arn, Name: name, VersionIdsToStages }, '1.1')
  },
  GetSecretValue: ({ arn, name, versions }, { VersionId, VersionStage }) => {
    const stage = text(VersionStage) ?? (VersionId === undefined ? 'AWSCURRENT' : undefined)
    const at = versions.findIndex(
      ({ id }, index) =>
        (stage === undefined || stages[index] === stage) && (VersionId === undefined || id === VersionId),
    )
    const version = versions[at]
    if (!version) return notFound('secret value for that version')
    return json(
      200,
      {
        ARN: arn,
        Name: name,
        SecretString: version.value,
        VersionId: version.id,
        VersionStages: [stages[at]],
      },
      '1.1',
    )
  },
  // The SDK generates a token for each call; the new version is named after it (Secrets Manager API Reference).
  PutSecretValue: ({ arn, name, versions, put }, { SecretString, ClientRequestToken }) => {
    const value = text(SecretString)
    const id = text(ClientRequestToken)
    if (value === undefined || id === undefined)
      return refuse('InvalidParameterException', 'You must provide either SecretString or SecretBinary.')
    // A retried call carries the same token.
    if (!versions.some((version) => version.id === id)) put({ id, value })
    return json(200, { ARN: arn, Name: name, VersionId: id, VersionStages: ['AWSCURRENT'] }, '1.1')
  },
}

const refuse = (code: string, message: string) => awsError('secretsmanager', 400, code, message)
const notFound = (what: string) =>
  refuse('ResourceNotFoundException', `Secrets Manager can't find the specified ${what}.`)
