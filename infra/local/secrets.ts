import { awsError, json } from './calls/errors.ts'
import { jsonOf, text } from './calls/wire.ts'
import type { Emulator } from './types.ts'

export type Secret = { arn: string; name: string; value: string }

/** Finds a secret by its name, its ARN, or its ARN without the six random characters at the end. */
export const findSecret = (secrets: Secret[], id: string): Secret | undefined =>
  secrets.find(({ arn, name }) => id === name || id === arn || id === arn.replace(/-[A-Za-z0-9]{6}$/, ''))

/** Secrets Manager as far as reading goes: GetSecretValue and DescribeSecret. */
export const createSecrets = (options: { secrets: () => Secret[] }): Emulator => {
  return async (request, call) => {
    const error = (code: string, message: string) => awsError('secretsmanager', 400, code, message)
    if (call.action !== 'GetSecretValue' && call.action !== 'DescribeSecret')
      return error('InvalidRequestException', `The local Secrets Manager does not know ${call.action}.`)
    const { SecretId, VersionId, VersionStage } = jsonOf(request)
    const secret = findSecret(options.secrets(), text(SecretId) ?? '')
    if (!secret) return error('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
    const { arn: ARN, name: Name, value: SecretString } = secret
    const version = `${ARN.slice(-6)}-0000-0000-0000-000000000000`.toLowerCase().padStart(36, '0')
    if (call.action === 'DescribeSecret')
      return json(200, { ARN, Name, VersionIdsToStages: { [version]: ['AWSCURRENT'] } }, '1.1')
    if (
      (text(VersionStage) ?? 'AWSCURRENT') !== 'AWSCURRENT' ||
      (VersionId !== undefined && VersionId !== version)
    )
      return error(
        'ResourceNotFoundException',
        "Secrets Manager can't find the specified secret value for that version.",
      )
    return json(200, { ARN, Name, SecretString, VersionId: version, VersionStages: ['AWSCURRENT'] }, '1.1')
  }
}
