import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LambdaFunction } from './function.ts'

export type SandboxSettings = {
  awsUrl: string
  accessKeyId: (roleArn: string) => string
  /** The secret of an access key. Default: none that is of any use. */
  secretOf?: (accessKeyId: string) => string
  region: string
}

const RESERVED =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_)?REGION|AWS_EXECUTION_ENV|AWS_LAMBDA_\w+|AWS_(ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/

/**
 * All environment variables of a sandbox: the template's, Lambda's own, and the one that points the AWS SDK at this
 * machine. Inherits only PATH (and what Windows needs to start a process). The session token identifies the sandbox, so
 * that its calls can be told apart from those of the function's other sandboxes.
 * Names: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 * @throws if the template sets a variable that Lambda reserves
 */
export const environmentOf = (
  fn: LambdaFunction,
  settings: SandboxSettings,
  sandbox = 'local',
): Record<string, string> => {
  const reserved = Object.keys(fn.environment).find((name) => RESERVED.test(name))
  if (reserved)
    throw new Error(`${fn.logicalId} (AWS::Lambda::Function): ${reserved} is reserved by Lambda: remove it`)
  const accessKeyId = settings.accessKeyId(fn.roleArn)
  return {
    ...inherited(),
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    AWS_ENDPOINT_URL: settings.awsUrl,
    ...fn.environment,
    _HANDLER: fn.handler,
    LAMBDA_TASK_ROOT: fn.dir,
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${fn.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: fn.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(fn.memoryMB),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: fn.logGroup ?? `/aws/lambda/${fn.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.secretOf?.(accessKeyId) ?? 'none',
    AWS_SESSION_TOKEN: sandbox,
  }
}

// A home folder that does not exist keeps the SDK from reading the developer's ~/.aws.
const inherited = (): Record<string, string> => {
  const kept = ['PATH', ...(process.platform === 'win32' ? ['SystemRoot', 'TEMP'] : [])]
  const values = kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]] as const] : []))
  const home = join(tmpdir(), 'no-home-in-lambda')
  return { ...Object.fromEntries(values), HOME: home, USERPROFILE: home }
}
