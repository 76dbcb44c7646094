import { afterEach, expect, test } from 'vitest'
import { createTokens } from '../cognito/tokens.ts'
import type { Gateway } from '../gateway/gateway.ts'
import type { JsonStore } from '../host/state.ts'
import { createPolicies } from '../iam/template-policies.ts'
import { createSts } from '../sts/sts.ts'
import { createRegistry } from '../template/deployed-resources.ts'
import type { Problem } from '../types.ts'
import { aGateway } from './a-gateway.ts'

const issuer = 'https://tokens.example.org'
const provider = 'arn:aws:iam::000000000000:oidc-provider/tokens.example.org'
const roleArn = 'arn:aws:iam::000000000000:role/guest'

let gateway: Gateway | undefined
afterEach(() => gateway?.end())

const aState = (): JsonStore => {
  const values = new Map<string, unknown>()
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    set: (key, value) => void values.set(key, value),
  }
}

/** STS, and a role that one subject of one provider may assume. */
const anAccount = async () => {
  const resources = createRegistry()
  resources.add({
    logicalId: 'Provider',
    type: 'AWS::IAM::OIDCProvider',
    properties: { Url: issuer, ClientIdList: ['sts.example.org'] },
    physicalId: provider,
    attributes: { Arn: provider },
  })
  const trust = {
    Effect: 'Allow',
    Action: 'sts:AssumeRoleWithWebIdentity',
    Principal: { Federated: provider },
    Condition: { StringLike: { 'tokens.example.org:sub': 'repo:guests@*/home:main' } },
  }
  resources.add({
    logicalId: 'Guest',
    type: 'AWS::IAM::Role',
    properties: { AssumeRolePolicyDocument: { Statement: [trust] } },
    physicalId: 'guest',
    attributes: { Arn: roleArn },
  })
  const problems: Problem[] = []
  const tokens = createTokens(aState(), Date.now, 'key')
  const policies = createPolicies(
    resources,
    () => {},
    { region: 'us-east-1', account: '000000000000' },
    Date.now,
  )
  const sts = createSts({ resources, policies, tokens, now: Date.now, onProblem: (it) => problems.push(it) })
  gateway = await aGateway({ emulators: { sts } })
  const assume = async (WebIdentityToken: string, RoleArn = roleArn) => {
    const asked = { Action: 'AssumeRoleWithWebIdentity', RoleSessionName: 'a&b', RoleArn, WebIdentityToken }
    const answer = await fetch(gateway!.url, { method: 'POST', body: new URLSearchParams(asked) })
    return { status: answer.status, text: await answer.text() }
  }
  const sign = (claims: object) => tokens.sign(issuer, { aud: 'sts.example.org', ...claims })
  return { assume, sign, tokens, policies, problems }
}

test('who has a token that the role trusts gets its credentials', async () => {
  const { assume, sign, policies, problems } = await anAccount()
  const { status, text } = await assume(await sign({ sub: 'repo:guests@7/home:main' }))
  expect([status, problems]).toEqual([200, []])
  const key = /<AccessKeyId>(.+)<\/AccessKeyId>/.exec(text)![1]!
  expect(policies.principal(key)).toMatchObject({ arn: roleArn })
  expect(text).toContain('<SessionToken>a&amp;b</SessionToken>')
})

test('another subject, and a role that is not there, are denied, which is told', async () => {
  const { assume, sign, problems } = await anAccount()
  const mine = await sign({ sub: 'repo:guests@7/home:main' })
  for (const [token, role] of [
    [await sign({ sub: 'repo:guests@7/home:other' }), roleArn],
    [mine, `${roleArn}s`],
  ] as const) {
    expect(await assume(token, role)).toMatchObject({
      status: 403,
      text: expect.stringContaining('AccessDenied'),
    })
  }
  expect(problems.map(({ kind }) => kind)).toEqual(['denied', 'denied'])
})

test('a token of another issuer, for another audience, too old, forged or none is invalid', async () => {
  const { assume, sign, tokens } = await anAccount()
  const sub = 'repo:guests@7/home:main'
  const another = createTokens(aState(), Date.now, 'key')
  for (const token of [
    await tokens.sign('https://others.example.org', { sub, aud: 'sts.example.org' }),
    await sign({ sub, aud: 'elsewhere' }),
    await sign({ sub, exp: 1 }),
    await another.sign(issuer, { sub, aud: 'sts.example.org' }),
    'none',
  ])
    expect(await assume(token)).toMatchObject({
      status: 400,
      text: expect.stringContaining('InvalidIdentityToken'),
    })
})
