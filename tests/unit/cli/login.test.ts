import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { loginsFile } from '../../../cli/service/kept-tokens.ts'
import { aFolder, aMachine } from './terminal-io.ts'

type Answer = { status?: number; body: object }
const api = 'https://api.example.org'
const command = ['login', 'ada@example.org', '--client', 'the-client', '--region', 'eu-west-1', '--api', api]
const signedIn = { body: { AuthenticationResult: { IdToken: 'the-token', ExpiresIn: 3600 } } }

/** A Cognito that gives these answers in turn. @returns what it was asked */
const aCognito = async (...answers: Answer[]) => {
  const asked: Record<string, unknown>[] = []
  const server = createServer(async (request, response) => {
    asked.push((await json(request)) as Record<string, unknown>)
    const { status = 200, body } = answers.shift() ?? { status: 500, body: {} }
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', `http://127.0.0.1:${port}`)
  return asked
}
afterEach(() => void vi.unstubAllEnvs())

const aDesk = async (...answers: string[]) => aMachine({ cwd: await aFolder(), answers })

test('an editor signs in with a password, and the token is kept for this service', async () => {
  const asked = await aCognito(signedIn)
  const { world, masthead } = await aDesk('secret')
  expect(await masthead(...command)).toEqual({
    code: 0,
    out: `Signed in at ${api} for 60 minutes`,
    errors: '',
  })
  expect(asked).toEqual([
    {
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: 'the-client',
      AuthParameters: { USERNAME: 'ada@example.org', PASSWORD: 'secret' },
    },
  ])
  expect(JSON.parse(await readFile(loginsFile(world), 'utf8'))).toEqual({
    [api]: { token: 'the-token', expiresAt: world.now() + 3_600_000 },
  })
})

test('an account with its first password gets a new one', async () => {
  const challenge = {
    body: {
      ChallengeName: 'NEW_PASSWORD_REQUIRED',
      Session: 's',
      ChallengeParameters: { USER_ID_FOR_SRP: 'id' },
    },
  }
  const asked = await aCognito(challenge, signedIn)
  const { masthead } = await aDesk('first', 'a new secret', 'a new secret')
  expect(await masthead(...command)).toMatchObject({ code: 0 })
  expect(asked[1]).toMatchObject({
    Session: 's',
    ChallengeResponses: { USERNAME: 'id', NEW_PASSWORD: 'a new secret' },
  })
})

test('a wrong password is one clear line', async () => {
  const body = { __type: 'NotAuthorizedException', message: 'Incorrect username or password.' }
  await aCognito({ status: 400, body })
  const { masthead } = await aDesk('wrong')
  expect(await masthead(...command)).toEqual({ code: 1, out: '', errors: 'Incorrect username or password.' })
})

test('an account with an authenticator is asked for its code', async () => {
  const asked = await aCognito({ body: { ChallengeName: 'SOFTWARE_TOKEN_MFA', Session: 's' } }, signedIn)
  const { masthead } = await aDesk('secret', '123456')
  expect(await masthead(...command)).toMatchObject({ code: 0 })
  expect(asked[1]).toMatchObject({
    ChallengeResponses: { USERNAME: 'ada@example.org', SOFTWARE_TOKEN_MFA_CODE: '123456' },
  })
})

test('an account that asks for what cannot be answered here is told so', async () => {
  await aCognito({ body: { ChallengeName: 'SMS_MFA', Session: 's' } })
  const { masthead } = await aDesk('secret')
  expect((await masthead(...command)).errors).toContain('SMS_MFA')
})
