import { type Gateway, type GatewayOptions, startGateway } from '../gateway/gateway.ts'
import { json } from '../gateway/wire-answers.ts'
import type { Statement } from '../types.ts'

const none = async () => json(200, {})
const everything: Statement[] = [{ Effect: 'Allow', Action: '*', Resource: '*' }]

type Some = Partial<Omit<GatewayOptions, 'emulators'>> & {
  emulators?: Partial<GatewayOptions['emulators']>
  /** Statements of the only role, `role/worker`; default: everything is allowed. */
  statements?: () => Statement[]
}

/** A gateway in front of the emulators that a test needs; all others answer `{}`. */
export const aGateway = ({ statements = () => everything, emulators, ...more }: Some): Promise<Gateway> =>
  startGateway({
    port: 0,
    principal: () => ({ name: 'Worker', arn: 'arn:aws:iam::000000000000:role/worker', statements }),
    secretOf: () => 'none',
    resourcePolicies: () => [],
    forward: { dynamodb: '', sqs: '', sns: '', s3: '' },
    known: { identities: () => [], secretArn: () => undefined },
    onProblem: () => {},
    onDone: () => {},
    ...more,
    emulators: { ses: none, scheduler: none, secretsmanager: none, 'cognito-idp': none, ...emulators },
  })

type Client<T> = new (settings: object) => T

/** An SDK client for a gateway, with the SDK's own retries off. */
export const aClient = <T>(
  Client: Client<T>,
  gateway: Gateway,
  accessKeyId = 'WORKER',
  settings: object = {},
): T =>
  new Client({
    endpoint: gateway.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'none' },
    maxAttempts: 1,
    ...settings,
  })
